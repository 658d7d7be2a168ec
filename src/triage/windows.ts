import { lineEnd } from './lines.ts';
import type { Reading } from './read.ts';

/** A stretch of the folded text that patterns are tried on: a line, or a part of a long one. `end` is exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** A longer line is parted into windows of this length. Each overlaps the next by half: what is that long is never cut. */
const LENGTH = 4096;

/** The windows of a text in their order. */
export function windowsOf(reading: Reading): Window[] {
  const windows: Window[] = [];
  for (let line = 0; line < reading.lineStarts.length; line += 1) {
    let start = reading.lineStarts[line] ?? 0;
    const end = lineEnd(reading, line);
    for (; end - start > LENGTH; start += LENGTH / 2) windows.push({ start, end: start + LENGTH });
    if (end > start) windows.push({ start, end });
  }
  return windows;
}
