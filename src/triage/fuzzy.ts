import Fuse from 'fuse.js';
import type { Reading } from './read.ts';
import type { ResemblanceIndex } from './similar.ts';
import type { Tokens } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words shorter than this are not corrected: one slip in four letters is another word. */
const MIN_WORD_LENGTH = 5;
const MAX_UNKNOWN_WORDS = 8;
const MAX_CANDIDATES = 12;
/** Fuse.js's score is 0 for equal and 1 for nothing in common; this lets through one or two slips in a word. */
const THRESHOLD = 0.34;

/**
 * Vocabulary ids that misspelt words of a short text were meant for: Fuse.js compares them with the words of the
 * few entries that share the correctly spelt ones.
 */
export function correctWords(
  reading: Reading,
  tokens: Tokens,
  written: ReadonlySet<number>,
  resemblances: ResemblanceIndex,
  vocabulary: Vocabulary,
): ReadonlySet<number> {
  const unknown = unknownWords(reading, tokens);
  if (unknown.length === 0) return new Set();
  const entries = resemblances.nearest(written, MAX_CANDIDATES);
  const ids = new Set(entries.flatMap((entry) => [...resemblances.signWords(entry)]));
  const known = [...ids]
    .map((id) => ({ id, word: vocabulary.wordOf(id) }))
    .filter(({ word }) => word.length >= MIN_WORD_LENGTH)
    .sort((left, right) => (left.word < right.word ? -1 : 1));
  if (known.length === 0) return new Set();
  const meant = unknown.flatMap((word) => {
    // A slip seldom hits both ends of a word, and never changes its length by much; Fuse.js need not look at the rest.
    const near = known.filter(
      (item) =>
        Math.abs(item.word.length - word.length) <= 2 &&
        (item.word[0] === word[0] || item.word.endsWith(word.slice(-3))),
    );
    const best = new Fuse(near, { keys: ['word'], threshold: THRESHOLD }).search(word, { limit: 1 })[0];
    return best === undefined || written.has(best.item.id) ? [] : [best.item.id];
  });
  return new Set(meant);
}

function unknownWords(reading: Reading, tokens: Tokens): string[] {
  const unknown = new Set<string>();
  for (let index = 0; index < tokens.count && unknown.size < MAX_UNKNOWN_WORDS; index += 1) {
    if ((tokens.ids[index] ?? 0) >= 0) continue;
    const word = reading.folded.slice(tokens.starts[index], tokens.ends[index]);
    if (word.length >= MIN_WORD_LENGTH && /^\p{L}+$/u.test(word)) unknown.add(word);
  }
  return [...unknown];
}
