import { describeRule } from '../knowledge/describe-rule.ts';
import type { Entry } from '../knowledge/entry.ts';
import { wordsOf } from './tokens.ts';

/** Pages are read again only when one of them changed, and then come as a new list. */
const KNOWN = new WeakMap<readonly Entry[], ReadonlySet<string>>();

/** The words with which all pages say what is wrong, in lower case: everybody may read them. Steps add little but commands. */
export function knownWords(entries: readonly Entry[]): ReadonlySet<string> {
  const known = KNOWN.get(entries) ?? readWords(entries);
  KNOWN.set(entries, known);
  return known;
}

function readWords(entries: readonly Entry[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const entry of entries) {
    const texts = [
      entry.id,
      entry.title,
      ...Object.values(entry.titles),
      ...entry.tags,
      ...entry.rules.map(describeRule),
      ...entry.symptoms,
      ...entry.causes,
    ];
    for (const text of texts) for (const { word } of wordsOf(text.toLowerCase())) words.add(word);
  }
  return words;
}
