import { jsonEscapeDepth, readEntity, readSlackLink } from './escapes.ts';
import { Folder } from './folder.ts';

/**
 * A paste as the engine reads it: escapes undone, colours removed, typographic quotes made plain, every run of
 * white space one space. `folded` and `cased` have the same length and differ in letter case only.
 */
export interface Reading {
  /** The text as it was pasted. */
  readonly source: string;
  /** Lower case, for phrases and terms. */
  readonly folded: string;
  /** UTF-16 units of `folded`; only the first `length` are in use. */
  readonly units: Uint16Array;
  readonly length: number;
  /** For each unit of `folded` its place in `source`. */
  readonly offsets: Int32Array;
  /** Where each line starts in `folded`, ascending; the first is 0. */
  readonly lineStarts: readonly number[];
  /** Where each line starts in `source`. */
  readonly sourceLineStarts: readonly number[];
  /** A part of the text in its original case. */
  casedSlice(start: number, end: number): string;
}

const NEWLINE = 10;
const SPACE = 32;
const AMPERSAND = 38;
const LESS_THAN = 60;
const BACKSLASH = 92;
const ESCAPE = 27;

/** Reads a paste in one pass, at a cost that is linear in its length. */
export function readPaste(source: string): Reading {
  const fold = new Folder(source.length);
  const sourceLineStarts = [0];
  let lineStart = 0;
  let escapeDepth = -1;
  let index = 0;
  while (index < source.length) {
    const unit = source.charCodeAt(index);
    if (unit === NEWLINE) {
      fold.newline(index);
      index += 1;
      lineStart = index;
      sourceLineStarts.push(index);
      escapeDepth = -1;
      continue;
    }
    if (unit === BACKSLASH) {
      if (escapeDepth < 0) escapeDepth = jsonEscapeDepth(source, lineStart);
      index = readBackslash(source, index, escapeDepth, fold);
      continue;
    }
    if (unit === ESCAPE || unit === 91) {
      const end = colourEnd(source, index);
      if (end > index) {
        index = end;
        continue;
      }
    } else if (unit === AMPERSAND || unit === LESS_THAN) {
      const undone = unit === AMPERSAND ? readEntity(source, index) : readSlackLink(source, index);
      if (undone !== undefined) {
        for (let i = 0; i < undone.text.length; i += 1) {
          // Each unit keeps a place of its own inside the escape, so that evidence never runs backwards.
          fold.unit(undone.text.charCodeAt(i), undone.textStart + (undone.isVerbatim ? i : 0));
        }
        index = undone.end;
        continue;
      }
    }
    fold.unit(unit, index);
    index += 1;
  }
  return fold.finish(source, sourceLineStarts);
}

/** What only `readPaste` can fold: escapes, colours, and letters beyond ASCII. */
const NEEDS_READING = /[^ -~…]|[&<\\]|\[\d/;

/** Folds a phrase of a rule as pastes are folded, so that both compare unit by unit. */
export function foldPhrase(phrase: string): string {
  if (NEEDS_READING.test(phrase)) return readPaste(phrase).folded.trim();
  return phrase.toLowerCase().replaceAll(/ {2,}/g, ' ').trim();
}

/** Undoes JSON's escapes where the line holds JSON in a string; anywhere else a backslash is a backslash. */
function readBackslash(source: string, start: number, depth: number, fold: Folder): number {
  if (depth === 0) {
    // Markdown writes `worker\_connections`.
    if (source.charCodeAt(start + 1) !== 95) fold.unit(BACKSLASH, start);
    return start + 1;
  }
  let end = start;
  while (source.charCodeAt(end) === BACKSLASH) end += 1;
  const run = end - start;
  const next = source[end];
  if (next === '"' || next === '/' || next === "'") {
    fold.unit(source.charCodeAt(end), end);
    return end + 1;
  }
  if (run <= 2 ** (depth - 1) && (next === 'n' || next === 'r' || next === 't')) {
    if (next === 'n') fold.newline(end);
    else fold.unit(SPACE, end);
    return end + 1;
  }
  const hex = next === 'u' && run <= depth ? source.slice(end + 1, end + 5) : '';
  if (/^[0-9a-fA-F]{4}$/.test(hex)) {
    fold.unit(Number.parseInt(hex, 16), start);
    return end + 5;
  }
  fold.unit(BACKSLASH, start);
  return end;
}

/** The end of a colour code (`ESC[1;31m`, or `[31m` whose escape character was lost), or `start`. */
function colourEnd(source: string, start: number): number {
  const hasEscape = source.charCodeAt(start) === ESCAPE;
  let index = start + (hasEscape ? 1 : 0);
  if (source.charCodeAt(index) !== 91) return hasEscape ? start + 1 : start;
  index += 1;
  const digitsStart = index;
  while (index - digitsStart < 20) {
    const unit = source.charCodeAt(index);
    if (!((unit >= 48 && unit <= 57) || unit === 59 || (hasEscape && unit === 63))) break;
    index += 1;
  }
  const final = source.charCodeAt(index);
  if (final === 109 && (hasEscape || index > digitsStart)) return index + 1;
  if (hasEscape && final >= 64 && final <= 126) return index + 1;
  return start;
}
