import type { Reading } from './read.ts';

/** The number of the line, from 0, that holds the folded position. */
export function lineAt(reading: Reading, position: number): number {
  return lastNotAfter(reading.lineStarts, position);
}

/** The folded position after the line's last unit. */
export function lineEnd(reading: Reading, line: number): number {
  return reading.lineStarts[line + 1] ?? reading.length;
}

/** Line and column of a folded position in the paste as it was pasted, both from 1. */
export function sourcePlace(
  reading: Reading,
  position: number,
): { readonly line: number; readonly column: number } {
  return offsetPlace(reading, reading.offsets[position] ?? 0);
}

/** Line and column, both from 1, of an offset into the source. */
export function offsetPlace(
  reading: Reading,
  offset: number,
): { readonly line: number; readonly column: number } {
  const line = lastNotAfter(reading.sourceLineStarts, offset);
  return { line: line + 1, column: offset - (reading.sourceLineStarts[line] ?? 0) + 1 };
}

/** Index of the last of the ascending `starts` that is not after `position`. */
function lastNotAfter(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
