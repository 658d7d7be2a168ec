import type { RuleBook } from './rule-book.ts';
import { WEIGHTS } from './weights.ts';

/** How much words and rules say: rare words much, words that every entry has nothing. */
export interface Information {
  /** By vocabulary id. */
  ofWord(word: number): number;
  /** The sum over the rule's atoms. */
  ofRule(rule: number): number;
}

/** `documents` gives for each entry the ids of its distinct words. */
export function measureInformation(book: RuleBook, documents: readonly Int32Array[], vocabularySize: number): Information {
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
    let sum = kind === 'pattern' ? WEIGHTS.information.pattern : 0;
    for (const word of book.atomWords(atom)) sum += ofWord(word);
    return sum;
  }

  const rules = new Float64Array(book.ruleCount);
  for (let rule = 0; rule < book.ruleCount; rule += 1) {
    for (const atom of book.atomsOf(rule)) rules[rule] = (rules[rule] ?? 0) + ofAtom(atom);
  }
  return { ofWord, ofRule: (rule) => rules[rule] ?? 0 };
}
