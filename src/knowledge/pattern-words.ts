import { type ClassMembers, patternShapes, type Shape } from './pattern-syntax.ts';
import { type CharacterClass, characterClass } from './words.ts';

/** Every text that matches holds at least one word of each group. */
export type WordGroups = readonly (readonly string[])[];

/** The words that every match of an RE2 pattern must contain, or undefined when none is certain. */
export function neededWords(source: string, members: ClassMembers): WordGroups | undefined {
  const needs = patternShapes(source, members).map(wordsOfShape);
  const [first, ...others] = needs;
  if (first === undefined || needs.some((words) => words.length === 0)) return undefined;
  const shared = first.filter((word) => others.every((words) => words.includes(word)));
  if (shared.length > 0) return [...new Set(shared)].map((word) => [word]);
  return [[...new Set(needs.map(longestWord))].sort()];
}

/** A shorter run of characters is in too many texts to tell them apart. */
const MIN_LITERAL_LENGTH = 3;

/** Runs of characters of which every match holds at least one, in lower case; undefined when there is no such run. */
export function neededLiterals(source: string, members: ClassMembers): readonly string[] | undefined {
  const literals = patternShapes(source, members).map(longestLiteral);
  if (literals.some((literal) => literal.length < MIN_LITERAL_LENGTH)) return undefined;
  return literals.length === 0 ? undefined : [...new Set(literals)].sort();
}

function longestLiteral(shape: Shape): string {
  let longest = '';
  let run = '';
  for (const piece of shape) {
    // White space is folded in pastes, so a literal must not depend on it.
    if (piece.kind === 'character' && !/\s/.test(piece.value)) run += piece.value.toLowerCase();
    else if (piece.kind !== 'bound' || !piece.isZeroWidth) run = '';
    if (run.length > longest.length) longest = run;
  }
  return longest;
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

function longestWord(words: readonly string[]): string {
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
