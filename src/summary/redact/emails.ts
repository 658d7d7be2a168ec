import type { Span } from './span.ts';

const LOCAL_PART = /[\p{L}\p{N}._%+-]/u;
const DOMAIN = /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}[\p{L}\p{N}-]{1,30}/uy;
/** RFC 5321 section 4.5.3.1.1: a local part has at most 64 octets. */
const MAX_LOCAL_PART = 64;
/** Units of systemd are written `name@instance.service`, pictures `name@2x.png`. */
const NO_DOMAIN =
  /\.(?:service|socket|target|mount|timer|slice|scope|device|path|swap|png|jpe?g|gif|svg|webp|js|ts|css|json|ya?ml|jar)$/i;

/** `scheme://user:` before a local part, which is a password then. */
const IN_URL = /:\/\/[^\s/@"']{0,300}$/;

/** E-mail addresses; `git@github.com:…` is no person's. */
export function findEmails(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (domain === undefined || NO_DOMAIN.test(domain)) continue;
    let start = at;
    while (start > 0 && at - start < MAX_LOCAL_PART && LOCAL_PART.test(text[start - 1] ?? '')) start -= 1;
    const local = text.slice(start, at);
    if (local === '' || local === 'git' || IN_URL.test(text.slice(Math.max(0, start - 300), start))) continue;
    spans.push({ start, end: at + 1 + domain.length, kind: 'email' });
  }
  return spans;
}
