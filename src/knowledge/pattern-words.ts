import { type ClassMembers, patternShapes, type Shape } from './pattern-syntax.ts';
import { type CharacterClass, characterClass } from './words.ts';

/** Every text that matches holds at least one word of each group. */
export type WordGroups = readonly (readonly string[])[];

/** One way through a pattern: the runs of characters that a match on this way holds, in their order. */
export interface Way {
  readonly runs: readonly string[];
  /** That of the runs which is in the fewest texts. */
  readonly rarest: string;
}

/** What a pattern's matches must contain, by which a text is asked before the pattern is run. */
export interface PatternNeeds {
  /** Words of which every match holds at least one of each group; undefined when none is certain. */
  readonly words: WordGroups | undefined;
  /** Every match goes one of these ways; undefined when there is a way without any run. */
  readonly ways: readonly Way[] | undefined;
}

/** A shorter run of characters is in too many texts to tell them apart. */
const MIN_RUN_LENGTH = 3;

/** Words of nearly every error: a text has them whatever went wrong. */
// biome-ignore format: a list of words reads best packed
const COMMON = new Set([
  'error', 'errors', 'failed', 'fail', 'failure', 'connection', 'connect', 'timeout', 'server', 'http', 'https', 'status', 'request',
  'code', 'message', 'exception', 'client', 'service', 'file', 'the', 'not', 'for', 'from', 'while', 'could', 'cannot', 'api',
]);

/** What every match of an RE2 pattern must contain. */
export function patternNeeds(source: string, members: ClassMembers): PatternNeeds {
  const shapes = patternShapes(source, members);
  return { words: neededWords(shapes.map(wordsOfShape)), ways: literalWays(shapes.map(runsOfShape)) };
}

function neededWords(wordsOfShapes: readonly (readonly string[])[]): WordGroups | undefined {
  const [first, ...others] = wordsOfShapes;
  if (first === undefined || wordsOfShapes.some((words) => words.length === 0)) return undefined;
  const shared = first.filter((word) => others.every((words) => words.includes(word)));
  if (shared.length > 0) return [...new Set(shared)].map((word) => [word]);
  return [[...new Set(wordsOfShapes.map((words) => byRarity(words)[0] ?? ''))].sort()];
}

function literalWays(runsOfShapes: readonly (readonly string[])[]): readonly Way[] | undefined {
  if (runsOfShapes.length === 0) return undefined;
  const ways = new Map<string, Way>();
  for (const runs of runsOfShapes) {
    const [rarest] = byRarity(runs.filter((run) => run.length >= MIN_RUN_LENGTH));
    if (rarest === undefined) return undefined;
    ways.set(runs.join('\n'), { runs, rarest });
  }
  return [...ways.values()];
}

/** Runs of certain characters on one way through. A space is one: a paste is folded, so that nothing else parts words. */
function runsOfShape(shape: Shape): string[] {
  const runs: string[] = [];
  let run = '';
  for (const piece of shape) {
    if (piece.kind === 'character' && (piece.value === ' ' || !/\s/.test(piece.value))) {
      run += piece.value.toLowerCase();
    } else if (piece.kind !== 'bound' || !piece.isZeroWidth) {
      if (run !== '') runs.push(run);
      run = '';
    }
  }
  if (run !== '') runs.push(run);
  return runs;
}

/** How seldom texts hold a word or run of characters, roughly: long ones and those with digits are rare. */
export function rarity(word: string): number {
  const trimmed = word.trim();
  return COMMON.has(trimmed) ? 0 : trimmed.length + (/\d/.test(trimmed) ? 4 : 0);
}

function byRarity(words: readonly string[]): string[] {
  return [...words].sort((left, right) => rarity(right) - rarity(left) || (left < right ? -1 : 1));
}

/** Whole words of one way through: bounded on both sides by something that cannot be part of the same word. */
function wordsOfShape(shape: Shape): string[] {
  const words: string[] = [];
  let run = '';
  let runClass: CharacterClass = 'none';
  let isRunBounded = false;
  // A match may start anywhere in a line, so a word at the pattern's start is not known to be whole.
  let isAsciiBounded = false;
  let isOtherBounded = false;

  const closeRun = (isBounded: boolean): void => {
    if (run !== '' && isRunBounded && isBounded) words.push(run.toLowerCase());
    if (run !== '') [isAsciiBounded, isOtherBounded] = [runClass === 'other', runClass === 'ascii'];
    run = '';
    runClass = 'none';
  };

  for (const piece of shape) {
    if (piece.kind === 'gap') {
      closeRun(false);
      [isAsciiBounded, isOtherBounded] = [false, false];
    } else if (piece.kind === 'bound') {
      closeRun(runClass === 'other' ? piece.other : piece.ascii);
      isAsciiBounded = piece.ascii || (piece.isZeroWidth && isAsciiBounded);
      isOtherBounded = piece.other || (piece.isZeroWidth && isOtherBounded);
    } else {
      const found = characterClass(piece.value);
      if (found !== runClass) closeRun(true);
      // A character that is a word by itself is whole wherever it stands.
      if (found === 'single') words.push(piece.value);
      if (found === 'none' || found === 'single') {
        [isAsciiBounded, isOtherBounded] = [true, true];
      } else {
        if (run === '') isRunBounded = found === 'ascii' ? isAsciiBounded : isOtherBounded;
        run += piece.value;
        runClass = found;
      }
    }
  }
  closeRun(false);
  return words;
}
