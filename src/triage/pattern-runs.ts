import type { CompiledPattern } from '../knowledge/pattern.ts';
import type { Way } from '../knowledge/pattern-words.ts';
import type { Reading } from './read.ts';
import type { Window } from './windows.ts';

export interface PatternHit {
  readonly pattern: number;
  /** In the folded text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Lines on which one pattern is run. A wall of lines with its words and no match has not got it further down. */
export const MAX_PATTERN_RUNS = 32;

const SPACE = 32;

/** The patterns' way through one text. */
export interface PatternRuns {
  /** Runs the pattern on the window, once, if one of the branches is open there and it has not matched before. */
  tryOn(pattern: number, window: Window, branches: readonly Branch[] | undefined): void;
  /** The first match of each pattern, in the order of their numbers. */
  hits(): PatternHit[];
}

interface Course {
  runs: number;
  last: Window | undefined;
  hit: PatternHit | undefined;
}

export function createPatternRuns(reading: Reading, patterns: readonly CompiledPattern[]): PatternRuns {
  const courses = new Map<number, Course>();
  // Patterns that share a word are tried on the same window one after another.
  let current: { readonly window: Window; readonly folded: string; cased: string | undefined } | undefined;

  function courseOf(number: number): Course {
    const known = courses.get(number);
    if (known !== undefined) return known;
    const course: Course = { runs: 0, last: undefined, hit: undefined };
    courses.set(number, course);
    return course;
  }

  return {
    tryOn(number, window, branches) {
      const course = courseOf(number);
      const pattern = patterns[number];
      if (
        course.hit !== undefined ||
        course.runs >= MAX_PATTERN_RUNS ||
        course.last === window ||
        pattern === undefined
      )
        return;
      const { start } = window;
      // The line's end is a space in the folded text; `$` has to be before it.
      const end = reading.units[window.end - 1] === SPACE ? window.end - 1 : window.end;
      if (current?.window !== window)
        current = { window, folded: reading.folded.slice(start, end), cased: undefined };
      const { folded } = current;
      if (branches?.some((branch) => isOpen(branch, folded)) === false) return;
      course.last = window;
      course.runs += 1;
      current.cased ??= reading.casedSlice(start, end);
      const match = pattern.find(current.cased);
      if (match !== undefined)
        course.hit = { pattern: number, start: start + match.start, end: start + match.end };
    },
    hits: () =>
      [...courses.values()]
        .flatMap(({ hit }) => hit ?? [])
        .sort((left, right) => left.pattern - right.pattern),
  };
}

/** The ways through a pattern that have their rarest run in common. */
export interface Branch {
  readonly rarest: string;
  readonly ways: readonly Way[];
}

export function branchesByRarest(ways: readonly Way[]): readonly Branch[] {
  return [...new Set(ways.map(({ rarest }) => rarest))].map((rarest) => ({
    rarest,
    ways: ways.filter((way) => way.rarest === rarest),
  }));
}

/** A look for what every match contains costs a hundredth of running the pattern. */
function isOpen({ rarest, ways }: Branch, line: string): boolean {
  return line.includes(rarest) && ways.some(({ runs }) => holdsInOrder(line, runs));
}

function holdsInOrder(line: string, runs: readonly string[]): boolean {
  let from = 0;
  for (const run of runs) {
    const at = line.indexOf(run, from);
    if (at < 0) return false;
    from = at + run.length;
  }
  return true;
}
