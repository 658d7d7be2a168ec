import { type ClassMembers, patternShapes, type Shape } from './pattern-syntax.ts';
import { type CharacterClass, characterClass } from './words.ts';

/** Every text that matches holds at least one word of each group. */
export type WordGroups = readonly (readonly string[])[];

/** What a pattern's matches must contain, by which a text is asked before the pattern is run. */
export interface PatternNeeds {
  /** Words of which every match holds at least one of each group; undefined when none is certain. */
  readonly words: WordGroups | undefined;
  /**
   * Runs of characters: every match holds all runs of at least one way; undefined when there is a way without any.
   * The first run of each way is the one that is in the fewest texts.
   */
  readonly ways: readonly (readonly string[])[] | undefined;
}

/** A shorter run of characters is in too many texts to tell them apart. */
const MIN_RUN_LENGTH = 3;

/** Words of nearly every error: a text has them whatever went wrong. */
const COMMON = new Set([
  'error', 'errors', 'failed', 'fail', 'failure', 'connection', 'connect', 'timeout', 'server', 'http', 'https', 'status', 'request',
  'code', 'message', 'exception', 'client', 'service', 'file', 'the', 'not', 'for', 'from', 'while', 'could', 'cannot', 'api',
]); // biome-ignore format: a list of words reads best packed

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

function literalWays(
  runsOfShapes: readonly (readonly string[])[],
): readonly (readonly string[])[] | undefined {
  if (runsOfShapes.length === 0 || runsOfShapes.some((runs) => runs.length === 0)) return undefined;
  const ways = new Map(runsOfShapes.map((runs) => [runs.join('\n'), runs]));
  return [...ways.values()];
}

/** Distinct runs of certain characters on one way through, rarest first; white space is folded in pastes, so it parts them. */
function runsOfShape(shape: Shape): string[] {
  const runs = new Set<string>();
  let run = '';
  for (const piece of shape) {
    if (piece.kind === 'character' && !/\s/.test(piece.value)) {
      run += piece.value.toLowerCase();
    } else if (piece.kind !== 'bound' || !piece.isZeroWidth) {
      runs.add(run);
      run = '';
    }
  }
  runs.add(run);
  return byRarity([...runs].filter((found) => found.length >= MIN_RUN_LENGTH));
}

function byRarity(words: readonly string[]): string[] {
  const rarity = (word: string): number => (COMMON.has(word) ? 0 : word.length + (/\d/.test(word) ? 4 : 0));
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
