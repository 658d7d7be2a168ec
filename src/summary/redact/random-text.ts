import type { Span } from './span.ts';

/** Runs of the characters that tokens are written in, long enough for 190 bits in base64. */
const RUN = /(?<![A-Za-z0-9_+/=-])[A-Za-z0-9_+/-]{32,}={0,2}/g;
/** Sums and public keys are meant to be shown: `sha512-…=`, `SHA256:…`, `ssh-ed25519 AAAA…`. */
const PUBLIC_BEFORE =
  /(?:sha(?:1|224|256|384|512)[-:/=]|md5[-:]|integrity["']?[:=]\s?["']?|(?:ssh-\w+|ecdsa-\S+) )$/i;
/** Every OpenSSH public key begins so, in base64. */
const PUBLIC_KEY = /^AAAA[BCE][23]/;
/** Names of functions as C++ and Rust write them for the linker. */
const MANGLED = /^_{1,3}(?:Z|R|T)[A-Z]?/;
const LOOK_BACK = 24;

/**
 * Least share of neighbours of another class (upper case, lower case, digit) in a random text. Among uniformly random
 * letters and digits the mean is 1 - (26² + 26² + 10²) / 62² = 0.62; names of classes stay below 0.35.
 */
const MIN_CHANGES = 0.4;

/** Long texts with no visible order in mixed case, such as a key that lost its name. Hexadecimal sums and ids stay. */
export function findRandomTexts(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const before = text.slice(Math.max(0, index - LOOK_BACK), index);
    if (PUBLIC_BEFORE.test(before) || PUBLIC_KEY.test(run) || MANGLED.test(run) || !looksRandom(run))
      continue;
    spans.push({ start: index, end: index + run.length, kind: 'secret' });
  }
  return spans;
}

/** Whether upper case, lower case and digits change as often as by chance. */
export function looksRandom(value: string): boolean {
  const classes = value
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replaceAll(/[A-Z]/g, 'A')
    .replaceAll(/[a-z]/g, 'a')
    .replaceAll(/\d/g, '0');
  if (!classes.includes('A') || !classes.includes('a') || classes.split('0').length < 3) return false;
  let changes = 0;
  for (let at = 1; at < classes.length; at += 1) if (classes[at] !== classes[at - 1]) changes += 1;
  return changes / (classes.length - 1) >= MIN_CHANGES;
}
