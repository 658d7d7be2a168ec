import { jsonEscapeDepth, readEntity, readSlackLink } from './escapes.ts';

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

/** One plain unit for each typographic one, so that a quote copied from a document equals one typed in a shell. */
const PLAIN_UNITS = new Map<number, number>([
  ...[0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x00b4].map((unit) => [unit, 39] as const),
  ...[0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0x00ab, 0x00bb].map((unit) => [unit, 34] as const),
  ...[0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212].map((unit) => [unit, 45] as const),
  // Full-width forms that Chinese and Japanese keyboards give for the same signs.
  [0xff08, 40],
  [0xff09, 41],
  [0xff1a, 58],
  [0xff0c, 44],
  [0xff1b, 59],
]);

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

/** Collects folded units with their places; the arrays are as long as the text can get, once. */
class Folder {
  readonly #folded: Uint16Array;
  readonly #cased: Uint16Array;
  readonly #offsets: Int32Array;
  readonly #lineStarts: number[] = [0];
  #length = 0;

  constructor(capacity: number) {
    this.#folded = new Uint16Array(capacity);
    this.#cased = new Uint16Array(capacity);
    this.#offsets = new Int32Array(capacity);
  }

  newline(offset: number): void {
    this.unit(SPACE, offset);
    this.#lineStarts.push(this.#length);
  }

  unit(unit: number, offset: number): void {
    let cased = unit;
    let folded = unit;
    if (unit < 128) {
      if (unit <= SPACE || unit === 127) {
        this.#space(offset);
        return;
      }
      if (unit >= 65 && unit <= 90) folded = unit + 32;
    } else {
      if (isIgnored(unit)) return;
      if (isWideSpace(unit)) {
        this.#space(offset);
        return;
      }
      const plain = PLAIN_UNITS.get(unit);
      if (plain === undefined) folded = lowerUnit(unit);
      else {
        cased = plain;
        folded = plain;
      }
    }
    const at = this.#length;
    this.#folded[at] = folded;
    this.#cased[at] = cased;
    this.#offsets[at] = offset;
    this.#length = at + 1;
  }

  finish(source: string, sourceLineStarts: readonly number[]): Reading {
    const length = this.#length;
    const units = this.#cased;
    // Most pastes are asked for many short slices: one string of which they are parts costs less than decoding each.
    let cased: string | undefined;
    return {
      source,
      folded: decode(this.#folded, 0, length),
      units: this.#folded,
      length,
      offsets: this.#offsets,
      lineStarts: this.#lineStarts,
      sourceLineStarts,
      casedSlice: (start, end) => {
        cased ??= decode(units, 0, length);
        return cased.slice(start, end);
      },
    };
  }

  #space(offset: number): void {
    const at = this.#length;
    if (at > 0 && this.#folded[at - 1] === SPACE) return;
    this.#folded[at] = SPACE;
    this.#cased[at] = SPACE;
    this.#offsets[at] = offset;
    this.#length = at + 1;
  }
}

const decoder = new TextDecoder('utf-16le');

function decode(units: Uint16Array, start: number, end: number): string {
  return decoder.decode(units.subarray(start, end));
}

/** Zero-width characters, the byte-order mark and soft hyphens: invisible, so they must not split a word. */
function isIgnored(unit: number): boolean {
  return (unit >= 0x200b && unit <= 0x200f) || unit === 0xfeff || unit === 0x00ad || unit === 0x2060;
}

/** Wide and non-breaking spaces, and the frames that Terraform and other programs draw around their errors. */
function isWideSpace(unit: number): boolean {
  return (
    unit === 0x00a0 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x202f ||
    unit === 0x3000 ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    (unit >= 0x2500 && unit <= 0x257f)
  );
}

/** Lower case of one unit; a letter whose lower case is longer than one unit stays as it is. */
function lowerUnit(unit: number): number {
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}
