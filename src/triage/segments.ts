import type { Reading } from './read.ts';
import { isIdentifierUnit, wordsOf } from './tokens.ts';

const UNDERSCORE = 95;

/** A part of a phrase between two `…`; an open side may end inside a longer word. */
export interface Segment {
  readonly text: string;
  readonly isOpenAtStart: boolean;
  readonly isOpenAtEnd: boolean;
}

/** The segments of a folded phrase, in order. */
export function splitSegments(folded: string): readonly Segment[] {
  const parts = folded.split('…');
  return parts.flatMap((part, index) => {
    const text = part.trim();
    if (text === '') return [];
    const isOpenAtStart = index > 0 && part.trimStart() === part;
    return [{ text, isOpenAtStart, isOpenAtEnd: index < parts.length - 1 && part.trimEnd() === part }];
  });
}

/** Which segment is looked for first: the one with the most words, then the longest. */
export function anchorOf(segments: readonly Segment[]): number {
  let best = 0;
  for (const [index, segment] of segments.entries()) {
    const bestSegment = segments[best];
    if (bestSegment === undefined) break;
    const gain = wholeWords(segment).length - wholeWords(bestSegment).length;
    if (gain > 0 || (gain === 0 && segment.text.length > bestSegment.text.length)) best = index;
  }
  return best;
}

/** The words of a segment that cannot be a part of a longer one in the text. */
export function wholeWords(segment: Segment): ReturnType<typeof wordsOf> {
  const words = wordsOf(segment.text);
  const from = segment.isOpenAtStart && words[0]?.start === 0 ? 1 : 0;
  const to =
    segment.isOpenAtEnd && words.at(-1)?.end === segment.text.length ? words.length - 1 : words.length;
  return words.slice(from, to);
}

/** The place of the segment if it stands at `start`, with whole words at its closed sides. */
export function placeOf(
  reading: Reading,
  segment: Segment,
  start: number,
): { start: number; end: number } | undefined {
  if (start < 0 || !reading.folded.startsWith(segment.text, start)) return undefined;
  const end = start + segment.text.length;
  if (!segment.isOpenAtStart && isJoined(reading, start)) return undefined;
  if (!segment.isOpenAtEnd && isJoined(reading, end)) return undefined;
  return { start, end };
}

/** Whether the units on both sides of a place belong to one identifier. */
function isJoined({ units, length }: Reading, place: number): boolean {
  if (place <= 0 || place >= length) return false;
  const before = units[place - 1] ?? 0;
  const after = units[place] ?? 0;
  // Markdown writes _emphasis_; only between two letters is `_` a part of a name.
  if (before === UNDERSCORE && !isIdentifierUnit(units[place - 2] ?? 0)) return false;
  if (after === UNDERSCORE && !isIdentifierUnit(units[place + 1] ?? 0)) return false;
  return isIdentifierUnit(before) && isIdentifierUnit(after);
}
