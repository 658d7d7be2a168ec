import { takeStretch } from '../../src/summary/take-stretch.ts';

const chatter = (count: number) =>
  Array.from({ length: count }, (_, index) => `INFO tick ${index} all is well`).join('\n');
const KEY = Array.from({ length: 900 }, (_, index) => `KEYLINE${index}${'x'.repeat(60)}`).join('\n');

describe('the stretch of a long text', () => {
  test('is all of a short one', () => expect(takeStretch('one\ntwo')).toBe('one\ntwo'));

  test('has the most telling line and what stands around it, in whole lines', () => {
    const stretch = takeStretch(`${chatter(9000)}\nERROR ledger close failed: quota\n${chatter(9000)}`);
    expect(stretch).toContain('ERROR ledger close failed: quota');
    expect(stretch.length).toBeLessThanOrEqual(60_000);
    expect(stretch).toMatch(/^INFO tick \d+ all is well\n/);
  });

  test.each([
    [
      'begins',
      `-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n-----END RSA PRIVATE KEY-----\n${chatter(800)}\nERROR it failed\n${chatter(3000)}`,
    ],
    [
      'ends',
      `${chatter(3000)}\nERROR it failed\n${chatter(800)}\n-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n-----END RSA PRIVATE KEY-----`,
    ],
  ])('leaves out a key that is cut where it %s', (_where, text) => {
    const stretch = takeStretch(text);
    expect(stretch).toContain('ERROR it failed');
    expect(stretch).not.toContain('KEYLINE');
  });
});
