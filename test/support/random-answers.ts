import fc from 'fast-check';
import { MAX_CANDIDATES } from '../../src/slack/answers/answer-ref.ts';
import type { AnswerContext } from '../../src/slack/blocks/answer.ts';
import type { Match, TriageResult } from '../../src/triage/result.ts';

const NASTY = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<@U123ABC>',
  '<@U123ABC|name>',
  '<#C123ABC|general>',
  '<!subteam^S123ABC>',
  '<https://evil.example|click>',
  '<mailto:a@b.c|mail>',
  '&lt;!channel&gt;',
  '&amp;lt;',
  '[link](https://example.com/a_(b)?x=<y>&z=1)',
  '[bad](javascript:alert(1))',
  '![image](https://example.com/i.png)',
  '`<!channel>`',
  '```sh\n<!channel>\n```',
  '\n\n- one\n  - two\n    1. three\n\n    ```\n    code\n    ```\n',
  '| a | b |\n| - | - |\n| <!here> | `x` |\n',
  '<div onclick="x">',
  '> quote\n> <!channel>\n',
  '# heading',
  '**bold _both_**',
  '\u0000\u0007\u001b[31m',
  '\ud83d',
  '😀',
  '\r\n',
  '`',
  '\\',
  '"',
];

const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string()), { maxLength: 8 })
  .map((parts) => parts.join(' '));

const longText = fc
  .tuple(
    fc.constantFrom(
      'word ',
      '`x` ',
      '**b** ',
      '"\\"',
      '\n',
      '- a\n',
      '😀',
      '<!channel> ',
      '[l](https://example.com) ',
    ),
    fc.integer({ min: 1, max: 9000 }),
  )
  .map(([part, times]) => part.repeat(times).slice(0, 20_000));

/** Texts that try to act, and very long ones. */
export const text = fc.oneof({ weight: 5, arbitrary: nastyText }, { weight: 1, arbitrary: longText });

export const match: fc.Arbitrary<Match> = fc.record({
  id: fc.oneof(fc.string({ minLength: 1 }), longText),
  title: text,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  rule: fc.option(text, { nil: undefined }),
  evidence: fc.array(fc.record({ line: fc.nat(9), column: fc.nat(99), length: fc.nat(99), quote: text }), {
    maxLength: 5,
  }),
  causes: fc.array(text, { maxLength: 9 }),
  steps: fc.array(text, { maxLength: 25 }),
  related: fc.constant([]),
  references: fc.array(fc.record({ title: text, url: fc.oneof(fc.webUrl(), text) }), { maxLength: 10 }),
  page: fc.oneof(fc.constant('knowledge/a/b.md'), text),
  score: fc.double({ noNaN: true, noDefaultInfinity: true }),
  features: fc.constant([1, 1.2, 2, 1, 0]),
  scoreParts: fc.array(
    fc.record({ name: text, value: fc.double({ noNaN: true, noDefaultInfinity: true }), detail: text }),
    { maxLength: 20 },
  ),
});

export const result: fc.Arbitrary<TriageResult> = fc.record({
  verdict: fc.constantFrom('matched', 'similar', 'unmatched'),
  matches: fc.array(match, { maxLength: 3 }),
  nearest: fc.array(match, { maxLength: 2 }),
  missing: fc.array(text, { maxLength: 10 }),
  signals: fc.array(
    fc.record({ kind: fc.constantFrom('status', 'exception', 'message'), value: text, line: fc.nat(9) }),
    { maxLength: 12 },
  ),
  elapsedMs: fc.constant(1),
});

export const context: fc.Arbitrary<AnswerContext> = fc.record({
  source: fc.constantFrom(
    { kind: 'message', channel: 'C123', ts: '1700000000.000100' },
    { kind: 'stored', key: 'k' },
  ),
  shown: fc.array(fc.string({ maxLength: 80 }), { maxLength: MAX_CANDIDATES }),
  canShare: fc.boolean(),
  paste: fc.option(fc.record({ text, isEscaped: fc.boolean() }), { nil: undefined }),
  pageUrl: fc.option(
    fc.constantFrom((page: string) => `https://example.com/${page}`),
    { nil: undefined },
  ),
  notes: fc.array(text, { maxLength: 6 }),
});
