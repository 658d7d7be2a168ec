import type { CompiledPattern } from '../knowledge/pattern.ts';
import type { WordGroups } from '../knowledge/pattern-words.ts';
import { lineAt, lineEnd } from './lines.ts';
import { createLiteralIndex } from './literals.ts';
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

export function createPatternIndex(vocabulary: Vocabulary): PatternIndex {
  const patterns: CompiledPattern[] = [];
  const ungated: number[] = [];
  const gates = new Map<number, number[]>();
  const literals = createLiteralIndex();

  function add(pattern: CompiledPattern): number {
    const number = patterns.length;
    patterns.push(pattern);
    const { words, ways } = pattern.needs;
    if (words !== undefined) gateByWords(number, words);
    else if (ways !== undefined) for (const [rarest] of ways) literals.add(rarest ?? '', number);
    else ungated.push(number);
    return number;
  }

  function gateByWords(number: number, groups: WordGroups): void {
    for (const word of bestGate(groups)) {
      const id = vocabulary.add(longestPart(word));
      const gated = gates.get(id);
      if (gated === undefined) gates.set(id, [number]);
      else if (!gated.includes(number)) gated.push(number);
    }
  }

  function find(reading: Reading, tokens: Tokens): PatternHit[] {
    const places: Places = new Map();
    const noteAt = (number: number, position: number): void =>
      note(places, number, lineAt(reading, position), position);
    for (let index = 0; index < tokens.count; index += 1) {
      const id = tokens.ids[index] ?? -1;
      const gated = id < 0 ? undefined : gates.get(id);
      if (gated === undefined) continue;
      for (const number of gated) noteAt(number, tokens.starts[index] ?? 0);
    }
    literals.find(reading, noteAt);
    for (const number of ungated)
      for (const start of reading.lineStarts.slice(0, MAX_LINES)) noteAt(number, start);
    const hits: PatternHit[] = [];
    for (const [number, { positions }] of [...places].sort(([left], [right]) => left - right)) {
      const pattern = patterns[number];
      if (pattern === undefined) continue;
      for (const position of positions) {
        const match = runOn(reading, pattern, position);
        if (match === undefined) continue;
        hits.push({ pattern: number, ...match });
        break;
      }
    }
    return hits;
  }

  return { add, find };
}

/** For each pattern the places that called it, one a line. */
type Places = Map<number, { readonly lines: Set<number>; readonly positions: number[] }>;

function note(places: Places, number: number, line: number, position: number): void {
  const place = places.get(number) ?? { lines: new Set<number>(), positions: [] };
  places.set(number, place);
  if (place.lines.has(line) || place.positions.length >= MAX_LINES) return;
  place.lines.add(line);
  place.positions.push(position);
}

function runOn(
  reading: Reading,
  pattern: CompiledPattern,
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
  if (!mayMatch(pattern, reading.folded.slice(start, end))) return undefined;
  const match = pattern.find(reading.casedSlice(start, end));
  return match === undefined ? undefined : { start: start + match.start, end: start + match.end };
}

/** A look for what every match contains costs a hundredth of running the pattern. */
function mayMatch({ needs }: CompiledPattern, line: string): boolean {
  if (needs.words?.some((group) => !group.some((word) => line.includes(word))) === true) return false;
  return needs.ways === undefined || needs.ways.some((runs) => runs.every((run) => line.includes(run)));
}

/** The group whose shortest word is longest: long words are rare, so the pattern is tried seldom. */
function bestGate(groups: WordGroups): readonly string[] {
  let best: readonly string[] | undefined;
  for (const group of groups) {
    if (best === undefined || shortest(group) > shortest(best)) best = group;
  }
  return best ?? [];
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
