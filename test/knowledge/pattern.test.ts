import fc from 'fast-check';
import { compilePattern } from '../../src/knowledge/pattern.ts';
import { WORD } from '../../src/knowledge/words.ts';

const needsOf = (source: string) => {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.reason);
  return result.pattern.needs.words;
};
const reasonOf = (source: string) => {
  const result = compilePattern(source);
  return result.ok ? 'accepted' : result.reason;
};

const holdsInOrder = (line: string, runs: readonly string[]) => {
  let rest = line;
  return runs.every((run) => {
    const at = rest.indexOf(run);
    rest = rest.slice(at + run.length);
    return at >= 0;
  });
};

describe('compilePattern', () => {
  it.each([
    [
      'connect\\(\\) to unix:\\S+ failed \\(2: No such file',
      [['to'], ['unix'], ['failed'], ['2'], ['no'], ['such']],
    ],
    ['\\bORA-\\d+', [['ora']]],
    ['^error: (?:cannot|could not) open\\b', [['error'], ['open']]],
    ['\\b(?:ImagePullBackOff|ErrImagePull)\\b', [['errimagepull', 'imagepullbackoff']]],
    ['(?i)\\b[Cc]onnection (?:was )?refused\\.', [['connection'], ['refused']]],
    ['\\bport[= ]5432\\b', [['port'], ['5432']]],
    ['\\Qa.b\\E \\x41\\x{42} c', [['b'], ['ab']]],
    ['\\btimed?\\sout\\b', [['out']]],
    ['[^\\w]FATAL[^\\w]', [['fatal']]],
    ['错误.*NotReady', [['错'], ['误']]],
    ['错误502。', [['错'], ['误'], ['502']]],
    ['код é502 ю', [['é'], ['502']]],
    ['\\b(?P<code>E[A-Z]+)\\b', undefined],
    ['timeout', undefined],
    ['\\btime\\w*\\b', undefined],
    ['\\bfoo\\b|bar', undefined],
  ])('finds the words that every match of %s must contain', (source, words) => {
    expect(needsOf(source)).toEqual(words);
  });

  it.each([
    ['a(?=b)', 'look-ahead and look-behind do not exist in RE2'],
    ['(?<!x)a', 'look-ahead and look-behind do not exist in RE2'],
    ['(a)\\1', 'back-references do not exist in RE2'],
    ['a++', 'atomic groups and possessive quantifiers do not exist in RE2'],
    ['(a', 'missing closing ): `(a`'],
    ['x{2000}', 'invalid repeat count: `{2000}`'],
    ['a*', 'it matches the empty text, so it would match everything'],
  ])('refuses %s and says why', (source, reason) => {
    expect(reasonOf(source)).toBe(reason);
  });

  it('gives the place of a match from an offset on', () => {
    const result = compilePattern('b+');
    expect(result.ok && [result.pattern.find('abba bb', 0), result.pattern.find('abba bb', 4)]).toEqual([
      { start: 1, end: 3 },
      { start: 5, end: 7 },
    ]);
  });

  it('never asks for words or runs that a match does without', () => {
    const piece = fc.constantFrom(
      'foo',
      'b',
      ' ',
      '\\s+',
      '\\b',
      '(?:x|foo )',
      '[ab]',
      '.',
      '\\W',
      'é',
      '(b )?',
      '\\d',
      '-',
      '[^a]',
      '_',
      '^',
      'a+',
    );
    const filler = fc.constantFrom('foo', 'b', ' ', 'x', 'é', '-', '1', 'a', '_', '中');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(filler, { maxLength: 14 }), (pieces, parts) => {
        const result = compilePattern(pieces.join(''));
        const line = parts.join('');
        if (!result.ok || result.pattern.find(line) === undefined) return;
        const { words, ways } = result.pattern.needs;
        const folded = line.toLowerCase();
        const held = new Set(folded.match(WORD));
        expect(words?.every((group) => group.some((word) => held.has(word)))).not.toBe(false);
        expect(ways?.some(({ runs }) => holdsInOrder(folded, runs))).not.toBe(false);
        expect(ways?.every(({ runs, rarest }) => runs.includes(rarest))).not.toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});
