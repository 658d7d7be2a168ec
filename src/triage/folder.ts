import type { Reading } from './read.ts';

const SPACE = 32;

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

/** Collects folded units with their places; the arrays are as long as the text can get, once. */
export class Folder {
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
