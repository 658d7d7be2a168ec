import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { AlertFigures } from '../../../src/alerts/open-alerts.ts';
import { buildAlertCard } from '../../../src/slack/blocks/alert-card.ts';
import { buildAlertNews } from '../../../src/slack/blocks/alert-card-news.ts';
import { buildAlertStatus } from '../../../src/slack/blocks/alert-card-status.ts';
import { buildStormCard } from '../../../src/slack/blocks/alert-card-storm.ts';
import { buildDoctorReport } from '../../../src/slack/blocks/doctor-report.ts';
import { buildKnowledgeStatus } from '../../../src/slack/blocks/knowledge-status.ts';
import { commandHelp, howTo } from '../../../src/slack/blocks/notices.ts';
import { pasteModal } from '../../../src/slack/blocks/paste-modal.ts';
import { noSaveModal, saveModal } from '../../../src/slack/blocks/save-modal.ts';
import { buildUndone } from '../../../src/slack/blocks/saved.ts';
import { buildSummary } from '../../../src/slack/blocks/summary.ts';
import { summaryMarkdown } from '../../../src/slack/blocks/summary-markdown.ts';
import { buildSentModal } from '../../../src/slack/blocks/summary-sent.ts';
import { encodeModalPlace } from '../../../src/slack/listeners/modal-place.ts';
import type { Summary } from '../../../src/summary/summary.ts';
import { alertView } from '../../support/alert-view.ts';
import { HOSTILE_PASTES } from '../../support/hostile-pastes.ts';
import { text } from '../../support/random-answers.ts';
import { messageFaults, modalFaults } from '../../support/slack-limits.ts';

/** As the database makes them. */
const ALERT_ID = '0b0e6a5e-6f0a-4f3c-9a35-6c1f2f7d0a11';
const AT = new Date('2026-11-21T12:00:00Z');
const texts = fc.array(text, { maxLength: 25 });
/** Hostile pastes beside the random texts. */
const words = fc.oneof(text, fc.constantFrom(...Object.values(HOSTILE_PASTES)));

const view = fc
  .record({
    name: words,
    summary: words,
    description: words,
    labels: fc.dictionary(fc.string(), words, { maxKeys: 30 }),
    links: fc.array(fc.record({ title: words, url: fc.oneof(fc.webUrl(), words) }), { maxLength: 12 }),
    runbookUrl: fc.option(fc.oneof(fc.webUrl(), words), { nil: undefined }),
    source: fc.constantFrom('generic', 'slack'),
  })
  .chain((fields) =>
    fc
      .record({
        status: fc.constantFrom('firing' as const, 'acknowledged' as const, 'resolved' as const),
        count: fc.nat(),
        reopenedCount: fc.nat(),
        isFlapping: fc.boolean(),
        answer: fc.option(
          fc.record({
            id: fc.oneof(fc.string({ minLength: 1 }), text),
            title: text,
            page: fc.oneof(fc.constant('knowledge/a/b.md'), fc.string()),
            causes: texts,
            steps: texts,
            confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
          }),
          { nil: undefined },
        ),
      })
      .map(({ answer, isFlapping, ...more }) => {
        const made = alertView({ ...fields, name: fields.name || 'x' });
        const resolvedAt = more.status === 'resolved' ? AT : undefined;
        return { ...made, answer, isFlapping, record: { ...made.record, ...more, id: ALERT_ID, resolvedAt } };
      }),
  );

const claim = fc.record({
  text: words,
  sources: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  warning: fc.option(words, { nil: undefined }),
});

const summary: fc.Arbitrary<Summary> = fc.record({
  summary: words,
  likelyCauses: fc.array(claim, { maxLength: 8 }),
  nextSteps: fc.array(
    fc.tuple(claim, fc.option(words, { nil: undefined })).map(([step, command]) => ({ ...step, command })),
    { maxLength: 12 },
  ),
  sources: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  missingInformation: fc.array(words, { maxLength: 8 }),
});

/** Without the pass that looks for addresses in text whose marks are already undone: it would link an escaped one. */
const GFM = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);

/** Nothing of these may be left to draw. */
const ACTIVE_NODES = new Set(['link', 'linkReference', 'image', 'imageReference', 'definition', 'html']);

function nodeTypes(node: {
  readonly type: string;
  readonly children?: readonly { type: string }[];
}): string[] {
  return [node.type, ...(node.children ?? []).flatMap(nodeTypes)];
}

describe('whatever they say, Slack takes it and nothing in it acts:', () => {
  it('cards of alerts and what is told in their threads', () => {
    fc.assert(
      fc.property(view, fc.boolean(), fc.constantFrom('resolved', 'reopened'), (shown, canAskModel, turn) => {
        const card = buildAlertCard(shown, { canAskModel, pagesUrl: 'https://example.com/pages' });
        expect(messageFaults(card)).toEqual([]);
        expect(messageFaults(buildAlertNews({ key: 'k', turn }, shown))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('summaries of storms', () => {
    const top = fc.record({ name: words, severity: words, alerts: fc.nat() });
    fc.assert(
      fc.property(
        words,
        words,
        fc.nat(),
        fc.array(top, { maxLength: 12 }),
        (key, groupKey, alerts, topNames) => {
          const storm = { key, groupKey, since: AT, alerts, firing: alerts, names: alerts, topNames };
          expect(messageFaults(buildStormCard(storm))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('summaries of a model, posted and streamed', () => {
    const sources = fc.array(
      fc.record({ title: words, page: words, url: fc.option(fc.webUrl(), { nil: undefined }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(summary, words, sources, fc.boolean(), (said, model, offered, isCached) => {
        const message = buildSummary({ id: 'i', summary: said, model, sources: offered, isCached });
        expect(messageFaults(message)).toEqual([]);
        const markdown = summaryMarkdown(said);
        expect(markdown).not.toContain('<');
        const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: GFM });
        expect(nodeTypes(tree).filter((type) => ACTIVE_NODES.has(type))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('states of alerts, of the knowledge and of a set-up', () => {
    const fault = fc.record({
      level: fc.constantFrom('error' as const, 'warning' as const),
      page: words,
      line: fc.nat(),
      column: fc.nat(),
      message: words,
      cure: words,
    });
    const finding = fc.record({
      check: words,
      level: fc.constantFrom('ok' as const, 'warn' as const, 'fail' as const),
      message: words,
      cure: fc.option(words, { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(fault, { maxLength: 12 }),
        fc.array(finding, { minLength: 1, maxLength: 30 }),
        fc.array(words, { maxLength: 40 }),
        (faults, findings, channels) => {
          expect(messageFaults(buildKnowledgeStatus({ entries: 1, loadedAt: AT, faults }))).toEqual([]);
          expect(messageFaults(buildDoctorReport(findings))).toEqual([]);
          expect(messageFaults(buildAlertStatus(figures(channels), channels))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('help', () => {
    expect(messageFaults(howTo())).toEqual([]);
    fc.assert(
      fc.property(fc.option(words, { nil: undefined }), (unknown) => {
        expect(messageFaults(commandHelp(unknown))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('forms', () => {
    const sent = fc.array(fc.record({ role: fc.constantFrom('system', 'user'), text: words }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(sent, words, fc.webUrl(), (messages, model, responseUrl) => {
        expect(modalFaults(buildSentModal(messages, model))).toEqual([]);
        expect(modalFaults(pasteModal(encodeModalPlace({ channel: 'C1', responseUrl })))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('whatever a draft of a known error holds, Slack takes', () => {
  const draft = fc.record({
    title: words,
    system: words,
    phrases: texts,
    symptoms: texts,
    causes: texts,
    steps: texts,
    example: words,
    notExamples: texts,
  });

  it('its form, and what is said when it is taken back', () => {
    fc.assert(
      fc.property(draft, (given) => {
        expect(modalFaults(saveModal(ALERT_ID, given))).toEqual([]);
        expect(modalFaults(noSaveModal(ALERT_ID, given.title))).toEqual([]);
        expect(messageFaults(buildUndone(given.title))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

function figures(deadLetters: readonly string[]): AlertFigures {
  return {
    byStatus: { firing: 1, acknowledged: 2, resolved: 3 },
    unposted: 1,
    dead: 2,
    waiting: 4,
    oldestSeconds: 5,
    deadLetters: deadLetters.slice(0, 5).map((fault, index) => ({
      id: String(index),
      queue: 'alerts',
      data: {},
      fault,
      attempts: 3,
      sentAt: AT,
      diedAt: AT,
    })),
  };
}
