import type { Reading } from './read.ts';
import { HASH_PRIME, HASH_SEED, type Vocabulary } from './vocabulary.ts';

/**
 * The words of a reading, in order: runs of letters and digits; each Chinese, Japanese or Korean character is a
 * word of its own, since no spaces part them. Only the first `count` of each array are in use.
 */
export interface Tokens {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Ids in the vocabulary; -1 for a word that no entry has. */
  readonly ids: Int32Array;
}

const NO_WORD = 0;
const WORD_PART = 1;
const WORD_BY_ITSELF = 2;
const NOT_YET_CLASSIFIED = 3;

const UNDERSCORE = 95;

/** The class of each UTF-16 unit, filled in as units are met. */
const UNIT_CLASSES = new Uint8Array(0x10000).fill(NOT_YET_CLASSIFIED);

export function tokenize(reading: Reading, vocabulary: Vocabulary): Tokens {
  const { units, length } = reading;
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  const ids = new Int32Array(length);
  let count = 0;
  let index = 0;
  while (index < length) {
    const unitClass = classOf(units[index] ?? 0);
    if (unitClass === NO_WORD) {
      index += 1;
      continue;
    }
    const start = index;
    let hash = Math.imul(HASH_SEED ^ (units[index] ?? 0), HASH_PRIME);
    index += 1;
    if (unitClass === WORD_PART) {
      while (index < length && classOf(units[index] ?? 0) === WORD_PART) {
        hash = Math.imul(hash ^ (units[index] ?? 0), HASH_PRIME);
        index += 1;
      }
    }
    starts[count] = start;
    ends[count] = index;
    ids[count] = vocabulary.find(units, start, index, hash);
    count += 1;
  }
  return { count, starts, ends, ids };
}

/** Gives the vocabulary ids of the words that lie in a stretch of the folded text. */
export function wordsWithin({
  count,
  starts,
  ends,
  ids,
}: Tokens): (span: { start: number; end: number }) => ReadonlySet<number> {
  return ({ start, end }) => {
    const words = new Set<number>();
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < count && (ends[index] ?? 0) <= end; index += 1) words.add(ids[index] ?? -1);
    return words;
  };
}

/** The words of an already folded text, as `tokenize` would cut them, with their places. */
export function wordsOf(
  folded: string,
): { readonly word: string; readonly start: number; readonly end: number }[] {
  const words = [];
  let index = 0;
  while (index < folded.length) {
    const unitClass = classOf(folded.charCodeAt(index));
    const start = index;
    index += 1;
    if (unitClass === NO_WORD) continue;
    while (unitClass === WORD_PART && classOf(folded.charCodeAt(index)) === WORD_PART) index += 1;
    words.push({ word: folded.slice(start, index), start, end: index });
  }
  return words;
}

/** Whether the unit is part of an identifier: a letter, a digit, or `_`. */
export function isIdentifierUnit(unit: number): boolean {
  return unit === UNDERSCORE || classOf(unit) === WORD_PART;
}

/** Whether the unit is a Chinese, Japanese, Korean or Thai character. */
export function isWordByItself(unit: number): boolean {
  return classOf(unit) === WORD_BY_ITSELF;
}

function classOf(unit: number): number {
  const known = UNIT_CLASSES[unit] ?? NO_WORD;
  if (known !== NOT_YET_CLASSIFIED) return known;
  const unitClass = classify(String.fromCharCode(unit));
  UNIT_CLASSES[unit] = unitClass;
  return unitClass;
}

function classify(character: string): number {
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(character)
  ) {
    return WORD_BY_ITSELF;
  }
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? WORD_PART : NO_WORD;
}
