export type CharacterClass = 'ascii' | 'other' | 'none';

/**
 * A word: a run of ASCII letters, digits and underscores, or a run of other letters, digits and marks.
 * The two are kept apart because RE2's `\b` does, and because Chinese and Japanese write `错误ORA` without a space.
 */
export const WORD = /[A-Za-z0-9_]+|(?:(?![A-Za-z0-9])[\p{L}\p{M}\p{N}])+/gu;

/** Which kind of word a character (one code point) can be part of. */
export function characterClass(character: string): CharacterClass {
  if (/^[A-Za-z0-9_]$/.test(character)) return 'ascii';
  return /^[\p{L}\p{M}\p{N}]$/u.test(character) ? 'other' : 'none';
}
