import { plainLines, tellingPart } from '../../src/triage/telling-part.ts';

describe('the telling part of a text', () => {
  const log = [
    ...Array.from({ length: 200 }, (_, index) => `INFO tick ${index} all is well`),
    'before it happened',
    'ERROR ledger close failed: quota exceeded',
    'Caused by: java.io.IOException: No space left on device',
    ...Array.from({ length: 200 }, (_, index) => `INFO tick ${index} all is well`),
  ].join('\n');

  test('has the error, its cause and what stood around it, in order', () => {
    const part = tellingPart(log, 400);
    expect(part.length).toBeLessThanOrEqual(400);
    const places = ['before it happened', 'ERROR ledger', 'Caused by', 'lines left out)'].map((sign) =>
      part.lastIndexOf(sign),
    );
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places).not.toContain(-1);
  });

  test('of a short text is all of it', () => {
    expect(tellingPart('one\ntwo', 400)).toBe('one\ntwo');
  });

  test('is plain text: escapes of Slack and colours are undone', () => {
    expect(plainLines('a &lt;b&gt; <https://x.example|x>\n\u001b[31mred\u001b[0m')).toEqual([
      'a <b> x',
      'red',
    ]);
  });
});
