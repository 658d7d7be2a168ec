/**
 * A text without NUL and with U+FFFD for halves of surrogate pairs: PostgreSQL refuses both, and addresses cannot be
 * made of the latter. JSON lets a sender write them all the same.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
