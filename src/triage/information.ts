import type { FiredRule } from './fire.ts';
import type { RuleBook } from './rule-book.ts';
import type { Span } from './scan.ts';
import { WEIGHTS } from './weights.ts';

/** How much words and rules say: rare words much, words that every entry has nothing. */
export interface Information {
  /** By vocabulary id. */
  ofWord(word: number): number;
  /**
   * The sum over the atoms of a rule that fired. A pattern counts by those of its words that its match has:
   * `wordsIn` gives the vocabulary ids of the words of a stretch of the paste.
   */
  ofFired(fired: FiredRule, wordsIn: (span: Span) => ReadonlySet<number>): number;
}

/** `documents` gives for each entry the ids of its distinct words. */
export function measureInformation(
  book: RuleBook,
  documents: readonly Int32Array[],
  vocabularySize: number,
): Information {
  const { minEntries, maxWord } = WEIGHTS.information;
  // In how many entries each word is.
  const entriesWithWord = new Int32Array(vocabularySize);
  for (const words of documents) {
    for (const word of words) entriesWithWord[word] = (entriesWithWord[word] ?? 0) + 1;
  }
  const total = Math.max(documents.length, minEntries) + 1;

  function ofWord(word: number): number {
    const df = entriesWithWord[word] ?? 0;
    return Math.min(maxWord, Math.max(0, Math.log(total / (df + 0.5))));
  }

  function ofAtom(atom: number): number {
    const kind = book.atomKind(atom);
    if (kind !== 'phrase' && kind !== 'pattern' && kind !== 'alert') return WEIGHTS.codes[kind];
    return kind === 'pattern' ? WEIGHTS.information.pattern : sumOf(book.atomWords(atom));
  }

  function sumOf(words: Iterable<number>): number {
    let sum = 0;
    for (const word of words) sum += ofWord(word);
    return sum;
  }

  function ofFired({ rule, spans }: FiredRule, wordsIn: (span: Span) => ReadonlySet<number>): number {
    let sum = rules[rule] ?? 0;
    for (const [index, atom] of book.atomsOf(rule).entries()) {
      const span = spans[index];
      if (book.atomKind(atom) !== 'pattern' || span === undefined) continue;
      const matched = wordsIn(span);
      sum += sumOf(new Set([...book.atomWords(atom)].filter((word) => matched.has(word))));
    }
    return sum;
  }

  // What a rule says whatever it matched.
  const rules = new Float64Array(book.ruleCount);
  for (let rule = 0; rule < book.ruleCount; rule += 1) {
    for (const atom of book.atomsOf(rule)) rules[rule] = (rules[rule] ?? 0) + ofAtom(atom);
  }
  return { ofWord, ofFired };
}
