import fc from 'fast-check';
import { groupTexts, joinGroups } from '../../src/triage/group-texts.ts';
import { templateOf } from '../../src/triage/template.ts';
import { ERRORS, fill, madeUpErrors } from '../support/made-up-errors.ts';
import { seededRandom } from '../support/seeded-random.ts';

describe('groups of texts', () => {
  test('hold what each of forty made-up errors said fifty times, and nothing else', () => {
    const lines = madeUpErrors(7, 50);
    const groups = groupTexts(lines);
    expect(groups.map(({ count }) => count)).toEqual(ERRORS.map(() => 50));
    const errorOf = new Map(lines.map(({ text, error }) => [text, error]));
    const shown = groups.map(({ example }) => errorOf.get(example ?? ''));
    expect(new Set(shown).size).toBe(ERRORS.length);
  });

  test('of one error are one, whatever its values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ERRORS.filter((error) => !error.includes('{name}'))),
        fc.nat(),
        fc.nat(),
        (error, one, other) => {
          expect(templateOf(fill(error, seededRandom(one)))).toBe(
            templateOf(fill(error, seededRandom(other))),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test('do not depend on the order of the texts, the example apart', () => {
    const lines = madeUpErrors(11, 5);
    const withoutExample = (texts: readonly { readonly text: string }[]) =>
      groupTexts(texts).map(({ template, count }) => ({ template, count }));
    expect(withoutExample([...lines].reverse())).toEqual(withoutExample(lines));
  });

  test('come largest first, with the first and the last time', () => {
    const groups = groupTexts([
      { text: 'seat 4 is taken', at: '2026-11-20T10:00:00.000Z' },
      { text: 'ledger 17 is closed', at: '2026-11-21T10:00:00.000Z' },
      { text: 'ledger 9 is closed', at: '2026-11-19T10:00:00.000Z' },
    ]);
    expect(groups).toEqual([
      {
        template: 'ledger <n> is closed',
        count: 2,
        firstSeen: '2026-11-19T10:00:00.000Z',
        lastSeen: '2026-11-21T10:00:00.000Z',
        example: 'ledger 17 is closed',
        channels: [],
      },
      {
        template: 'seat <n> is taken',
        count: 1,
        firstSeen: '2026-11-20T10:00:00.000Z',
        lastSeen: '2026-11-20T10:00:00.000Z',
        example: 'seat 4 is taken',
        channels: [],
      },
    ]);
  });

  test('take a word for a name once three stand at its place, and show that it varies', () => {
    const texts = ['orders', 'parcels', 'refunds'].map((name) => ({
      text: `cannot rebuild the ${name} board in time`,
    }));
    expect(groupTexts(texts).map(({ template }) => template)).toEqual([
      'cannot rebuild the <*> board in time',
    ]);
    expect(groupTexts(texts.slice(1))).toHaveLength(2);
  });

  test('are joined as they were stored as if all texts had come at once', () => {
    const lines = madeUpErrors(13, 8);
    const halves = [lines.slice(0, 100), lines.slice(100)].flatMap((half) => groupTexts(half));
    expect(joinGroups(halves).map(({ count }) => count)).toEqual(groupTexts(lines).map(({ count }) => count));
  });

  test.each([
    ['HTTP/1.1 502 Bad Gateway', 'HTTP/1.1 504 Gateway Timeout'],
    ['worker exited with code 137', 'worker exited with code 1'],
    ['ORA-12541: no listener', 'ORA-12514: no listener'],
    ['ERROR 1045 (28000): denied', 'ERROR 1044 (42000): denied'],
    ['cannot reach ledger: ECONNREFUSED', 'cannot reach ledger: ETIMEDOUT'],
    ['{"level":"error","msg":"quota exceeded"}', '{"level":"error","msg":"quota missing"}'],
  ])('part %j from %j', (one, other) => {
    expect(groupTexts([{ text: one }, { text: other }])).toHaveLength(2);
  });

  test.each([
    [
      'a logger in front',
      'ERROR ledger 7 is closed',
      '2026-11-21 09:14:02,118 [main] ERROR ledger 9 is closed',
    ],
    [
      'JSON around it',
      'ledger 7 is closed',
      '{"ts":"2026-11-21T09:14:02Z","msg":"ledger 9 is closed","pod":"a"}',
    ],
    ['a user in quotes', "no desk for user 'ann'", "no desk for user 'bob'"],
    [
      'the innermost cause of a stack',
      'Caused by: a.b.ShutException: ledger 7 is closed',
      'java.lang.RuntimeException: outer\n\tat a.b.C.d(C.java:12)\nCaused by: a.b.ShutException: ledger 9 is closed\n\tat a.b.C.e(C.java:99)',
    ],
    ['a line that only says error', 'Error: ledger 7 is closed', 'Error:\n  ledger 9 is closed'],
    ['escapes of Slack', 'ledger 7 &gt; ledger 8', 'ledger 9 &gt; ledger 1'],
  ])('bring together what only differs in %s', (_, one, other) => {
    expect(templateOf(other).replace('[main] ERROR ', '')).toBe(templateOf(one));
  });

  test('take time in proportion to the length, hostile texts included', () => {
    for (const text of [
      '1.'.repeat(50_000),
      '/a'.repeat(50_000),
      '"'.repeat(50_000),
      'a=b '.repeat(25_000),
      ':'.repeat(50_000),
      '0a'.repeat(50_000),
      'a.'.repeat(50_000),
      'a-'.repeat(50_000),
    ]) {
      expect(groupTexts([{ text }])).toHaveLength(1);
    }
  });
});
