import { decodeAnswerRef } from '../../../src/slack/answers/answer-ref.ts';
import { buildAnswer } from '../../../src/slack/blocks/answer.ts';
import type { Match, TriageResult } from '../../../src/triage/result.ts';
import { messageFaults } from '../../support/slack-limits.ts';
import { asList, asRecord } from '../../support/slack-workspace.ts';
import { makeMatch } from '../../support/small-triage.ts';

function resultOf(matches: readonly Match[], fields: Partial<TriageResult> = {}): TriageResult {
  return { verdict: 'matched', matches, nearest: [], missing: [], signals: [], elapsedMs: 1, ...fields };
}

const only = (result: TriageResult, context = {}) => {
  const messages = buildAnswer(result, context);
  expect(messages).toHaveLength(1);
  return messages[0] ?? { text: '', blocks: [] };
};

describe('an answer', () => {
  it('shows title, verdict, causes, steps with code of their own, and references', () => {
    const { blocks } = only(resultOf([makeMatch()]));
    expect(blocks.map((block) => block.type)).toEqual([
      'header',
      'context',
      'rich_text',
      'rich_text',
      'rich_text',
      'rich_text',
      'rich_text',
      'rich_text',
      'actions',
    ]);
    expect(blocks[3]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'The backend is ' },
                { type: 'text', text: 'not running', style: { bold: true } },
                { type: 'text', text: '.' },
              ],
            },
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'It listens on another port.' }] },
          ],
        },
      ],
    });
    expect(blocks[5]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Look at the backend:' }] },
          ],
        },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'ss -ltnp' }] },
      ],
    });
  });

  it('goes on numbering after a step with code', () => {
    const { blocks } = only(resultOf([makeMatch()]));
    expect(asRecord(asList(asRecord(blocks[6]).elements)[0])).toMatchObject({ style: 'ordered', offset: 1 });
  });

  it('says confidence in words and number', () => {
    const words = (confidence: number) =>
      JSON.stringify(only(resultOf([makeMatch({ confidence })])).blocks[1]);
    expect(words(0.97)).toContain('Matched, almost certain (97 %)');
    expect(words(0.75)).toContain('Matched, likely (75 %)');
    expect(words(0.5)).toContain('Matched, possible (50 %)');
    expect(words(0.2)).toContain('Matched, a guess (20 %)');
  });

  it('quotes the whole line around the sign, as its author saw it', () => {
    const evidence = [{ line: 2, column: 5, length: 7, quote: 'x &lt; y' }];
    const paste = { text: 'first\nif (x &lt; y) fail', isEscaped: true };
    const blocks = JSON.stringify(only(resultOf([makeMatch({ evidence })]), { paste }).blocks);
    expect(blocks).toContain('Matched in line 2 of the paste');
    expect(blocks).toContain('"if (x < y) fail"');
  });

  it('quotes of a long line what stands around the sign', () => {
    const line = `${'a'.repeat(900)} sign ${'b'.repeat(900)}`;
    const evidence = [{ line: 1, column: 902, length: 4, quote: 'sign' }];
    const blocks = JSON.stringify(
      only(resultOf([makeMatch({ evidence })]), { paste: { text: line, isEscaped: false } }).blocks,
    );
    expect(blocks).toMatch(/"… a{79} sign b{315} …"/);
  });

  it('names the runner-up and what was read from the paste', () => {
    const second = makeMatch({ id: 'b', title: 'Second', confidence: 0.61 });
    const blocks = JSON.stringify(
      only(resultOf([makeMatch(), second], { signals: [{ kind: 'status', value: '502', line: 1 }] })).blocks,
    );
    expect(blocks).toContain('Or: Second (61 %)');
    expect(blocks).toContain('Read from the paste: status 502');
  });

  it('links the page where pages have an address, and names it otherwise', () => {
    const page = (context: object) =>
      asList(asRecord(only(resultOf([makeMatch()]), context).blocks[1]).elements)[1];
    expect(page({})).toMatchObject({
      type: 'plain_text',
      text: 'knowledge/nginx/upstream-connection-refused.md',
    });
    const pageUrl = (path: string) => `https://example.com/${path}?a=1&b=2`;
    expect(page({ pageUrl })).toMatchObject({
      text: '<https://example.com/knowledge/nginx/upstream-connection-refused.md?a=1&amp;b=2|knowledge/nginx/upstream-connection-refused.md>',
    });
  });

  it('is visibly weaker where no rule fired', () => {
    const { text, blocks } = only(
      resultOf([makeMatch({ rule: undefined, confidence: 0.45 })], { verdict: 'similar' }),
    );
    expect(text).toContain('No rule matched; this looks like (45 %): nginx cannot connect');
    expect(blocks[0]?.type).toBe('rich_text');
    expect(JSON.stringify(blocks[0])).toContain('No rule matched; this looks like: ');
  });

  it('leaves out what was turned down, and remembers it in its buttons', () => {
    const second = makeMatch({ id: 'b', title: 'Second' });
    const source = { kind: 'message' as const, channel: 'C1', ts: '1.2' };
    const { blocks } = only(resultOf([makeMatch(), second]), { source, shown: [makeMatch().id] });
    expect(JSON.stringify(blocks[0])).toContain('Second');
    const [button] = asList(asRecord(blocks.at(-1)).elements);
    expect(decodeAnswerRef(String(button?.value))).toEqual({ source, shown: [makeMatch().id, 'b'] });
  });

  it('of an entry too long for one message goes on in the next, with the buttons at the end', () => {
    const steps = Array.from(
      { length: 12 },
      (_, index) => `Step ${index}\n\n\`\`\`\n${'x'.repeat(1500)}\n\`\`\``,
    );
    const messages = buildAnswer(resultOf([makeMatch({ steps })]));
    expect(messages.length).toBe(2);
    expect(messages.flatMap(messageFaults)).toEqual([]);
    expect(messages.map(({ blocks }) => blocks.filter(({ type }) => type === 'actions').length)).toEqual([
      0, 1,
    ]);
    expect(JSON.stringify(messages)).toContain('Step 11');
    expect(messages[1]?.text).toMatch(/^\(continued\) /);
  });

  it('of an entry too long for three messages says how much is left out', () => {
    const steps = Array.from(
      { length: 40 },
      (_, index) => `Step ${index}\n\n\`\`\`\n${'x'.repeat(1900)}\n\`\`\``,
    );
    const messages = buildAnswer(resultOf([makeMatch({ steps })]));
    expect(messages).toHaveLength(3);
    expect(JSON.stringify(messages[2])).toMatch(/Shortened: \d+ more parts are on the page\./);
    expect(messages[2]?.blocks.at(-1)?.type).toBe('actions');
  });

  it('marks what it shortens', () => {
    const blocks = JSON.stringify(only(resultOf([makeMatch({ causes: ['x'.repeat(5000)] })])).blocks);
    expect(blocks).toContain('xxx … (shortened)');
  });

  it('draws a list inside a step as a list', () => {
    const steps = ['Check:\n\n- one\n- two'];
    expect(JSON.stringify(only(resultOf([makeMatch({ steps })])).blocks)).toContain('"style":"bullet"');
  });
});

describe('where nothing may be answered', () => {
  const result = resultOf([], {
    verdict: 'unmatched',
    nearest: [makeMatch({ title: 'Near', confidence: 0.12 })],
    missing: ['Which status?'],
  });

  it('says so, names what came nearest, and asks', () => {
    const { text, blocks } = only(result);
    expect(text).toBe('No entry knows this. What would help: Which status?');
    const drawn = JSON.stringify(blocks);
    expect(drawn).toContain('Near');
    expect(drawn).toContain('(12 %)');
    expect(drawn).toContain('Which status?');
    expect(drawn).not.toContain('Steps');
  });

  it('says after the last candidate that there is no other', () => {
    const { text } = only(resultOf([makeMatch()]), { shown: [makeMatch().id] });
    expect(text).toContain('That was the last candidate');
  });
});
