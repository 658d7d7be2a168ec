export type CharacterClass = 'ascii' | 'other' | 'single' | 'none';

/**
 * A word: a run of ASCII letters, digits and underscores, a run of other letters, digits and marks, or one character of
 * the scripts that put no spaces between words. The first two are kept apart because RE2's `\b` does.
 */
export const WORD =
  /[A-Za-z0-9_]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|(?:(?![A-Za-z0-9\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])[\p{L}\p{M}\p{N}])+/gu;

/** Which kind of word a character (one code point) can be part of. */
export function characterClass(character: string): CharacterClass {
  if (/^[A-Za-z0-9_]$/.test(character)) return 'ascii';
  if (
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]$/u.test(
      character,
    )
  )
    return 'single';
  return /^[\p{L}\p{M}\p{N}]$/u.test(character) ? 'other' : 'none';
}
