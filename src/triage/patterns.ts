import type { CompiledPattern } from '../knowledge/pattern.ts';
import { lineAt, lineEnd } from './lines.ts';
import type { Reading } from './read.ts';
import { type Tokens, wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface PatternHit {
  readonly pattern: number;
  /** In the folded text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Runs each pattern only on lines that hold the words without which it cannot match. */
export interface PatternIndex {
  /** Adds a pattern and gives its number. */
  add(pattern: CompiledPattern): number;
  /** The first match of each pattern, in the order of their numbers. */
  find(reading: Reading, tokens: Tokens): PatternHit[];
}

/** Lines on which one pattern is tried. A wall of lines with its words and no match has not got it further down. */
const MAX_LINES = 64;

/** A longer line is tried in a window of this length around the word that called the pattern. */
const MAX_LINE_LENGTH = 4096;

const SPACE = 32;

interface Gated {
  readonly pattern: CompiledPattern;
  /** At least one word of each group must be on the line. */
  readonly groups: readonly (readonly string[])[];
}

export function createPatternIndex(vocabulary: Vocabulary): PatternIndex {
  const patterns: Gated[] = [];
  const ungated: number[] = [];
  const gates = new Map<number, number[]>();

  function add(pattern: CompiledPattern): number {
    const number = patterns.length;
    const groups = pattern.needs ?? [];
    patterns.push({ pattern, groups });
    const gate = bestGate(groups);
    if (gate === undefined) ungated.push(number);
    for (const word of gate ?? []) {
      const id = vocabulary.add(longestPart(word));
      const gated = gates.get(id) ?? [];
      if (!gated.includes(number)) gated.push(number);
      gates.set(id, gated);
    }
    return number;
  }

  function find(reading: Reading, tokens: Tokens): PatternHit[] {
    const places = new Map<number, { lines: Set<number>; positions: number[] }>();
    for (let index = 0; index < tokens.count; index += 1) {
      const id = tokens.ids[index] ?? -1;
      const gated = id < 0 ? undefined : gates.get(id);
      if (gated === undefined) continue;
      const position = tokens.starts[index] ?? 0;
      const line = lineAt(reading, position);
      for (const number of gated) note(places, number, line, position);
    }
    for (const number of ungated) {
      const literals = patterns[number]?.pattern.literals;
      if (literals !== undefined) {
        for (const position of placesOf(literals, reading.folded))
          note(places, number, lineAt(reading, position), position);
        continue;
      }
      for (let line = 0; line < Math.min(reading.lineStarts.length, MAX_LINES); line += 1) {
        note(places, number, line, reading.lineStarts[line] ?? 0);
      }
    }
    const hits: PatternHit[] = [];
    for (const [number, { positions }] of [...places].sort(([left], [right]) => left - right)) {
      const gated = patterns[number];
      if (gated === undefined) continue;
      for (const position of positions) {
        const match = runOn(reading, gated, position);
        if (match === undefined) continue;
        hits.push({ pattern: number, ...match });
        break;
      }
    }
    return hits;
  }

  return { add, find };
}

/** Where any of the literals stands in the text, at most `MAX_LINES` places of each. */
function placesOf(literals: readonly string[], text: string): number[] {
  const found: number[] = [];
  for (const literal of literals) {
    let at = text.indexOf(literal);
    for (let count = 0; at >= 0 && count < MAX_LINES; count += 1) {
      found.push(at);
      at = text.indexOf(literal, at + literal.length);
    }
  }
  return found;
}

function note(
  places: Map<number, { lines: Set<number>; positions: number[] }>,
  number: number,
  line: number,
  position: number,
): void {
  const place = places.get(number) ?? { lines: new Set<number>(), positions: [] };
  places.set(number, place);
  if (place.lines.has(line) || place.positions.length >= MAX_LINES) return;
  place.lines.add(line);
  place.positions.push(position);
}

function runOn(
  reading: Reading,
  { pattern, groups }: Gated,
  position: number,
): { start: number; end: number } | undefined {
  const line = lineAt(reading, position);
  let start = reading.lineStarts[line] ?? 0;
  let end = lineEnd(reading, line);
  // The line's end is a space in the folded text; `$` has to be before it.
  if (end > start && reading.units[end - 1] === SPACE) end -= 1;
  if (end - start > MAX_LINE_LENGTH) {
    start = Math.max(start, position - MAX_LINE_LENGTH / 2);
    end = Math.min(end, start + MAX_LINE_LENGTH);
  }
  const folded = reading.folded.slice(start, end);
  if (!groups.every((group) => group.some((word) => folded.includes(word)))) return undefined;
  const match = pattern.find(reading.casedSlice(start, end));
  return match === undefined ? undefined : { start: start + match.start, end: start + match.end };
}

/** The group whose shortest word is longest: long words are rare, so the pattern is tried seldom. */
function bestGate(groups: readonly (readonly string[])[]): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  for (const group of groups) {
    if (best === undefined || shortest(group) > shortest(best)) best = group;
  }
  return best;
}

function shortest(group: readonly string[]): number {
  return Math.min(...group.map((word) => longestPart(word).length));
}

/** The tokenizer parts words at `_`; the longest part stands for the word. */
function longestPart(word: string): string {
  return wordsOf(word).reduce(
    (longest, part) => (part.word.length > longest.length ? part.word : longest),
    '',
  );
}
