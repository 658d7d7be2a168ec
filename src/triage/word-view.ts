import type { Reading } from './read.ts';
import type { Tokens } from './tokens.ts';

/** The words of a text by number, for looking around one; beyond both ends words and gaps are empty. */
export interface WordView {
  readonly count: number;
  text(index: number): string;
  /** The word in its original case. */
  cased(index: number): string;
  start(index: number): number;
  end(index: number): number;
  /** The UTF-16 unit right before the word, and right after it; 0 beyond the text. */
  unitBefore(index: number): number;
  unitAfter(index: number): number;
  /** What stands between the word and the one before it. */
  gapBefore(index: number): string;
  gapAfter(index: number): string;
}

/** Longest gap that is looked at: what is further away says nothing of the word. */
const MAX_GAP = 12;

export function viewWords(reading: Reading, tokens: Tokens): WordView {
  const { starts, ends, count } = tokens;
  const has = (index: number): boolean => index >= 0 && index < count;

  function gap(left: number, right: number): string {
    const from = has(left) ? (ends[left] ?? 0) : 0;
    const to = has(right) ? (starts[right] ?? 0) : reading.length;
    if (to - from <= MAX_GAP) return reading.folded.slice(from, to);
    return has(left) ? reading.folded.slice(from, from + MAX_GAP) : reading.folded.slice(to - MAX_GAP, to);
  }

  return {
    count,
    text: (index) => (has(index) ? reading.folded.slice(starts[index], ends[index]) : ''),
    cased: (index) => (has(index) ? reading.casedSlice(starts[index] ?? 0, ends[index] ?? 0) : ''),
    start: (index) => starts[index] ?? 0,
    end: (index) => ends[index] ?? 0,
    unitBefore: (index) => reading.units[(starts[index] ?? 0) - 1] ?? 0,
    unitAfter: (index) => ((ends[index] ?? 0) < reading.length ? (reading.units[ends[index] ?? 0] ?? 0) : 0),
    gapBefore: (index) => gap(index - 1, index),
    gapAfter: (index) => gap(index, index + 1),
  };
}
