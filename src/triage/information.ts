import type { RuleBook } from './rule-book.ts';
import { WEIGHTS } from './weights.ts';

/** How much words, atoms and rules say: rare words much, words that every entry has nothing. */
export interface Information {
  ofWord(word: string): number;
  ofAtom(atom: number): number;
  /** The sum over the rule's atoms. */
  ofRule(rule: number): number;
}

/** `documents` gives for each entry its distinct words. */
export function measureInformation(book: RuleBook, documents: readonly ReadonlySet<string>[]): Information {
  const { minEntries, maxWord } = WEIGHTS.information;
  const entriesWithWord = new Map<string, number>();
  for (const words of documents) {
    for (const word of words) entriesWithWord.set(word, (entriesWithWord.get(word) ?? 0) + 1);
  }
  const total = Math.max(documents.length, minEntries) + 1;

  function ofWord(word: string): number {
    // df: in how many entries the word is.
    const df = entriesWithWord.get(word) ?? 0;
    return Math.min(maxWord, Math.max(0, Math.log(total / (df + 0.5))));
  }

  const atoms = book.atoms.map(({ kind, words }) => {
    if (kind !== 'phrase' && kind !== 'pattern' && kind !== 'alert' && kind !== 'all') return WEIGHTS.codes[kind];
    const sum = words.reduce((total, word) => total + ofWord(word), 0);
    // A pattern says more than the words that it cannot do without.
    return kind === 'pattern' ? sum + 2 : sum;
  });
  const rules = book.rules.map((rule) => rule.atoms.reduce((sum, atom) => sum + (atoms[atom] ?? 0), 0));
  return { ofWord, ofAtom: (atom) => atoms[atom] ?? 0, ofRule: (rule) => rules[rule] ?? 0 };
}
