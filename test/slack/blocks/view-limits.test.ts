import fc from 'fast-check';
import { encodeAnswerRef, MAX_CANDIDATES } from '../../../src/slack/answers/answer-ref.ts';
import { counterModal, counterNoticeModal } from '../../../src/slack/blocks/counter-modal.ts';
import { entryOptions } from '../../../src/slack/blocks/entry-options.ts';
import { buildGaps } from '../../../src/slack/blocks/gaps.ts';
import { buildHome } from '../../../src/slack/blocks/home.ts';
import { buildNamed, buildNoneRight } from '../../../src/slack/blocks/named.ts';
import { buildCounterKept } from '../../../src/slack/blocks/saved.ts';
import { searchModal } from '../../../src/slack/blocks/search-modal.ts';
import { wrongModal } from '../../../src/slack/blocks/wrong-modal.ts';
import { decodeWrongPlace, encodeWrongPlace } from '../../../src/slack/wrong/wrong-place.ts';
import { HOSTILE_PASTES } from '../../support/hostile-pastes.ts';
import { match, text } from '../../support/random-answers.ts';
import { messageFaults, modalFaults, optionsFaults } from '../../support/slack-limits.ts';

const words = fc.oneof(text, fc.constantFrom(...Object.values(HOSTILE_PASTES)));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const channel = fc.oneof(fc.stringMatching(/^[CDG][A-Z0-9]{8}$/), words);
const gap = fc.record({
  template: words,
  count: fc.nat(),
  firstSeen: optional(time),
  lastSeen: optional(time),
  example: optional(words),
  channels: fc.array(channel, { maxLength: 30 }),
});
const fault = fc.record({
  level: fc.constantFrom('error' as const, 'warning' as const),
  page: words,
  line: fc.nat(),
  column: fc.nat(),
  message: words,
  cure: words,
});
const day = fc.record({
  day: time.map((at) => at.slice(0, 10)),
  matched: fc.nat(),
  similar: fc.nat(),
  unmatched: fc.nat(),
  alerts: optional(fc.nat()),
});
const alerts = fc.nat().map((count) => ({
  byStatus: { firing: count, acknowledged: count, resolved: count },
  unposted: count,
  dead: count,
  waiting: count,
  oldestSeconds: count,
  deadLetters: [],
}));
const firing = fc.record({
  name: words,
  severity: fc.constant('high'),
  since: fc.constant(new Date('2026-11-21T12:00:00Z')),
  channel: fc.constant('C12345678'),
  link: optional(fc.webUrl()),
});
const state = fc.record({
  knowledge: optional(
    fc.record({
      entries: fc.nat(),
      systems: optional(
        fc.array(fc.tuple(words, fc.nat()), { maxLength: 90 }).map((pairs) => new Map(pairs)),
      ),
      loadedAt: fc.constant(new Date('2026-11-21T12:00:00Z')),
      faults: fc.array(fault, { maxLength: 12 }),
    }),
  ),
  alerts: optional(alerts),
  firing: fc.array(firing, { maxLength: 5 }),
  days: fc.array(day, { minLength: 7, maxLength: 7 }),
  mostAsked: fc.array(
    fc.record({ entry: words, name: words, link: optional(fc.webUrl()), count: fc.nat() }),
    {
      maxLength: 10,
    },
  ),
  gaps: fc.array(gap, { maxLength: 12 }),
  hasModel: fc.boolean(),
  watched: fc.array(words, { maxLength: 12 }),
});
const pageUrl = fc.constantFrom(undefined, (page: string) => `https://example.com/pages/${page}`);

/** A view without the beginnings of links that lead where they should. */
function withoutLinks(view: unknown, links: readonly string[]): unknown {
  const own = links.map((link) => `<${link.replaceAll('&', '&amp;').replaceAll('|', '%7C')}|`);
  return JSON.parse(JSON.stringify(view), (_key, value) =>
    typeof value === 'string' ? own.reduce((text, link) => text.replaceAll(link, ''), value) : value,
  );
}

describe('whatever is known, asked, missing or broken, Slack takes it and nothing in it acts:', () => {
  it('App Home', () => {
    // Its words are Pasteur's own.
    const about = fc.stringMatching(/^[ -~]{1,3000}$/);
    const picture = optional(fc.record({ file: fc.constant('F1'), description: about }));
    fc.assert(
      fc.property(state, picture, (home, drawn) => {
        const links = [...home.firing, ...home.mostAsked].flatMap(({ link }) => link ?? []);
        expect(modalFaults(withoutLinks(buildHome(home, drawn), links))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('what a search of App Home finds', () => {
    fc.assert(
      fc.property(fc.array(match, { maxLength: 10 }), pageUrl, (found, url) => {
        expect(modalFaults(searchModal(found, url))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('the list of what to write next', () => {
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 15 }), fc.integer({ min: 1, max: 3650 }), (groups, keepDays) => {
        expect(messageFaults(buildGaps(groups, keepDays))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whatever an entry, a person or a paste is called, Slack takes', () => {
  const ref = fc
    .array(fc.string({ maxLength: 80 }), { minLength: 1, maxLength: MAX_CANDIDATES })
    .map((shown) => ({
      source: { kind: 'message' as const, channel: 'C123', ts: '1700000000.000100' },
      shown,
    }));

  it('the form about a wrong answer, and the menu in it', () => {
    fc.assert(
      fc.property(
        ref,
        optional(words),
        fc.boolean(),
        fc.array(match, { maxLength: 120 }),
        (about, title, canKeep, found) => {
          const responseUrl = `https://hooks.slack.com/actions/${'x'.repeat(120)}`;
          const place = {
            ref: about,
            channel: 'C123',
            messageTs: '1700000000.000200',
            threadTs: undefined,
            responseUrl,
          };
          const metadata = encodeWrongPlace(place);
          expect(decodeWrongPlace(metadata)?.ref.shown.at(-1)).toBe(about.shown.at(-1));
          expect(modalFaults(wrongModal({ metadata, title, canKeep }))).toEqual([]);
          expect(optionsFaults(entryOptions(found))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('the entry that a person names, or that none is right', () => {
    const correction = fc.record({ name: optional(words), shownTitle: optional(words), words });
    fc.assert(
      fc.property(match, correction, pageUrl, ref, (entry, said, url, about) => {
        for (const message of buildNamed(entry, said, url)) expect(messageFaults(message)).toEqual([]);
        expect(messageFaults(buildNoneRight(said, { askModel: about, save: about }))).toEqual([]);
        expect(encodeAnswerRef(about).length).toBeLessThan(3000);
      }),
      { numRuns: 25 },
    );
  });

  it('the form of a counter-example, and what is said of it', () => {
    const form = fc.record({
      metadata: fc.constant('{}'),
      title: words,
      path: words,
      text: words,
      unless: fc.array(words, { maxLength: 20 }),
      obstacle: optional(words),
    });
    const problem = fc.record({
      field: fc.constantFrom('phrases' as const, 'notExamples' as const),
      message: words,
    });
    fc.assert(
      fc.property(form, fc.array(problem, { maxLength: 9 }), (given, problems) => {
        expect(modalFaults(counterModal(given, problems))).toEqual([]);
        expect(modalFaults(counterNoticeModal('{}', [given.title], given.text))).toEqual([]);
        const told = buildCounterKept({
          draftId: 'd',
          title: given.title,
          path: given.path,
          author: given.text,
        });
        expect(messageFaults(told)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
