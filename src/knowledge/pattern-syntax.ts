/** One place in a pattern, as far as words are concerned. */
type Piece =
  /** Exactly this character. */
  | { readonly kind: 'character'; readonly value: string }
  /** Something that cannot be part of the ASCII (`ascii`) or other (`other`) word beside it: a space, `^`, `\b`. */
  | {
      readonly kind: 'bound';
      readonly ascii: boolean;
      readonly other: boolean;
      readonly isZeroWidth: boolean;
    }
  /** Anything, or nothing. */
  | { readonly kind: 'gap' };

/** One way through a pattern, with no alternatives left in it. */
export type Shape = readonly Piece[];

/** The ASCII characters that a character class such as `[^a-z]` or `\W` matches. */
export type ClassMembers = (classSource: string) => readonly string[];

const GAP: Piece = { kind: 'gap' };
const SEPARATOR: Piece = { kind: 'bound', ascii: true, other: true, isZeroWidth: false };
const LINE_EDGE: Piece = { kind: 'bound', ascii: true, other: true, isZeroWidth: true };
const WORD_EDGE: Piece = { kind: 'bound', ascii: true, other: false, isZeroWidth: true };
const NO_ASCII_WORD: Piece = { kind: 'bound', ascii: true, other: false, isZeroWidth: false };

/** More ways through a part than this and the part counts as a gap. */
const MAX_SHAPES = 64;
const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  t: '\t',
  n: '\n',
  r: '\r',
  v: '\v',
};

/** All ways through a pattern that RE2 has accepted. */
export function patternShapes(source: string, members: ClassMembers): readonly Shape[] {
  let at = 0;

  function alternation(): Shape[] {
    const shapes = sequence();
    while (source[at] === '|') {
      at++;
      shapes.push(...sequence());
    }
    return shapes.length > MAX_SHAPES ? [[GAP]] : shapes;
  }

  function sequence(): Shape[] {
    let shapes: Shape[] = [[]];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = quantified(atom());
      const isSmall = shapes.length * next.length <= MAX_SHAPES;
      shapes = isSmall
        ? shapes.flatMap((shape) => next.map((tail) => [...shape, ...tail]))
        : shapes.map((s) => [...s, GAP]);
    }
    return shapes;
  }

  function atom(): Shape[] {
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    if (character === '[') return classAtom(take(classLength()));
    at += character.length;
    if (character === '\\') return escaped();
    if (character === '(') return group();
    if (character === '.') return [[GAP]];
    if (character === '^' || character === '$') return [[LINE_EDGE]];
    return [[{ kind: 'character', value: character }]];
  }

  function group(): Shape[] {
    const opening = /^\?(?:P?<\w+>|[A-Za-z-]*:|[A-Za-z-]*\))/.exec(source.slice(at, at + 200))?.[0] ?? '';
    at += opening.length;
    // `(?i)` sets flags and holds nothing.
    if (opening.endsWith(')')) return [[]];
    const shapes = alternation();
    at++;
    return shapes;
  }

  function escaped(): Shape[] {
    const letter = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += letter.length;
    if (letter === 'b') return [[WORD_EDGE]];
    if (letter === 'A' || letter === 'z') return [[LINE_EDGE]];
    if (letter === 's') return [[SEPARATOR]];
    if (letter === 'W') return [[NO_ASCII_WORD]];
    if (letter === 'Q') return [quotedRun()];
    if (letter === 'p' || letter === 'P') {
      take(source[at] === '{' ? lengthUpTo('}') : 1);
      return [[GAP]];
    }
    if (letter === 'x') {
      const code = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(source.slice(at, at + 12));
      take(code?.[0].length ?? 0);
      return [
        [
          {
            kind: 'character',
            value: String.fromCodePoint(Number.parseInt(code?.[1] ?? code?.[2] ?? '0', 16)),
          },
        ],
      ];
    }
    if (/[0-7]/.test(letter)) {
      const digits = letter + (/^[0-7]{0,2}/.exec(source.slice(at, at + 2))?.[0] ?? '');
      take(digits.length - 1);
      return [[{ kind: 'character', value: String.fromCodePoint(Number.parseInt(digits, 8)) }]];
    }
    if (letter in CONTROL_ESCAPES) return [[{ kind: 'character', value: CONTROL_ESCAPES[letter] ?? letter }]];
    // `\d`, `\w`, `\B` and the rest can be or touch a part of a word.
    if (/[A-Za-z]/.test(letter)) return [[GAP]];
    return [[{ kind: 'character', value: letter }]];
  }

  function quotedRun(): Shape {
    const end = source.indexOf('\\E', at);
    const text = source.slice(at, end === -1 ? source.length : end);
    at = end === -1 ? source.length : end + 2;
    return [...text].map((value) => ({ kind: 'character', value }));
  }

  function classAtom(classSource: string): Shape[] {
    const found = members(classSource);
    // Only a class that lists plain ASCII is known to hold nothing else.
    const isAsciiOnly = !/^\[\^|\\[pPSDW]|\[:\^|[^ -~]/.test(classSource);
    const isWordFree = !found.some((character) => /\w/.test(character));
    if (isWordFree) return [[isAsciiOnly ? SEPARATOR : NO_ASCII_WORD]];
    const letters = [...new Set(found.map((character) => character.toLowerCase()))];
    if (!isAsciiOnly || letters.length > 4) return [[GAP]];
    return letters.map((value) => [{ kind: 'character', value }]);
  }

  function classLength(): number {
    let end = at + 1;
    if (source[end] === '^') end++;
    if (source[end] === ']') end++;
    while (end < source.length && source[end] !== ']') {
      if (source.startsWith('[:', end)) end = Math.max(end, source.indexOf(':]', end)) + 2;
      else if (source.startsWith('\\Q', end)) end = Math.max(end, source.indexOf('\\E', end)) + 2;
      else end += source[end] === '\\' ? 2 : 1;
    }
    return end + 1 - at;
  }

  function quantified(shapes: Shape[]): Shape[] {
    const mark = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at, at + 16));
    if (mark === null) return shapes;
    at += mark[0].length;
    const least = mark[1] === undefined ? (mark[0].startsWith('+') ? 1 : 0) : Number(mark[1]);
    if (mark[0].startsWith('?') || mark[0].startsWith('{0,1}')) return [...shapes, []];
    if (least === 0) return [[GAP]];
    if (mark[0].startsWith('{1}')) return shapes;
    const isSeparator = shapes.every((shape) => shape.length === 1 && shape[0]?.kind === 'bound');
    return isSeparator ? shapes : shapes.map((shape) => [GAP, ...shape, GAP]);
  }

  function take(length: number): string {
    at += length;
    return source.slice(at - length, at);
  }

  function lengthUpTo(closing: string): number {
    return Math.max(source.indexOf(closing, at), at) + 1 - at;
  }

  return alternation();
}
