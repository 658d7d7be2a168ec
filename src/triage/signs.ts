import type { Entry } from '../knowledge/entry.ts';
import type { Information } from './information.ts';
import { nameWords } from './names.ts';
import { foldPhrase } from './read.ts';
import { isWordByItself, wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A sign with fewer distinct words is no sign to compare with. */
const MIN_WORDS = 2;

/** What an entry may be recognised by: its titles, and the words of its rules. */
export interface Sign {
  readonly text: string;
  /** Distinct words. */
  readonly ids: Int32Array;
  /** Information of each, and their sum. */
  readonly weights: Float64Array;
  readonly whole: number;
}

export function readSigns(
  entry: Entry | undefined,
  vocabulary: Vocabulary,
  information: Information,
): Sign[] {
  if (entry === undefined) return [];
  const fromRules = entry.rules.flatMap((rule) =>
    rule.kind === 'phrase' ? [rule.text] : rule.kind === 'alert' ? [nameWords(rule.name).join(' ')] : [],
  );
  return [entry.title, ...Object.values(entry.titles), ...fromRules].flatMap((text) => {
    const ids = Int32Array.from(new Set(comparedWords(foldPhrase(text)).map((word) => vocabulary.add(word))));
    const weights = Float64Array.from(ids, information.ofWord);
    return ids.length < MIN_WORDS
      ? []
      : [{ text, ids, weights, whole: weights.reduce((sum, weight) => sum + weight, 0) }];
  });
}

/** Words of a folded text; Chinese, Japanese and Korean characters in pairs, since one alone says nothing. */
export function comparedWords(folded: string): string[] {
  const words = wordsOf(folded);
  return words.flatMap(({ word, start, end }, index) => {
    if (!isWordByItself(folded.charCodeAt(start))) return [word];
    const next = words[index + 1];
    return next?.start === end && isWordByItself(folded.charCodeAt(next.start)) ? [word + next.word] : [];
  });
}
