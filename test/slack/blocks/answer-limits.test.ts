import fc from 'fast-check';
import { buildAnswer } from '../../../src/slack/blocks/answer.ts';
import { notice } from '../../../src/slack/blocks/notices.ts';
import { buildPagePart } from '../../../src/slack/blocks/page-part.ts';
import { buildStill } from '../../../src/slack/blocks/still.ts';
import { buildWhy } from '../../../src/slack/blocks/why.ts';
import { context, match, result, text } from '../../support/random-answers.ts';
import { messageFaults } from '../../support/slack-limits.ts';

describe('whatever entry and paste, Slack takes the messages and nothing in them acts', () => {
  it('in an answer', () => {
    fc.assert(
      fc.property(result, context, (given, where) => {
        const messages = buildAnswer(given, where);
        expect(messages.length).toBeGreaterThanOrEqual(1);
        expect(messages.length).toBeLessThanOrEqual(4);
        expect(messages.flatMap(messageFaults)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('in an explanation', () => {
    fc.assert(
      fc.property(result, match, text, (given, subject, pasted) => {
        expect(buildWhy(given, subject, { text: pasted, isEscaped: true }).flatMap(messageFaults)).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });

  it('in a part of a page', () => {
    fc.assert(
      fc.property(match, fc.constantFrom('steps', 'more'), fc.option(fc.webUrl()), (subject, part, url) => {
        const messages = buildPagePart(subject, part, url ?? undefined);
        expect(messages.length).toBeLessThanOrEqual(4);
        expect(messages.flatMap(messageFaults)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('in an answer that a question does not change', () => {
    fc.assert(
      fc.property(result, match, text, (given, subject, question) => {
        const ref = { source: { kind: 'message' as const, channel: 'C1', ts: '1.2' }, shown: ['a'] };
        expect(buildStill(given, subject, question, ref).flatMap(messageFaults)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('in a notice', () => {
    fc.assert(
      fc.property(text, (words) => expect(messageFaults(notice(words))).toEqual([])),
      { numRuns: 100 },
    );
  });
});
