import { isStandIn } from './plain-values.ts';
import type { Span } from './span.ts';
import { namesSomebody } from './user-names.ts';

/** What may follow `://` up to its path; at most as long as a signed URL's beginning. */
const AFTER_SCHEME = /[^\s"'`<>\\|{}]{1,600}/y;
const SCHEME_BEFORE = /[A-Za-z][A-Za-z0-9+.:-]{0,40}$/;
/** Users of repositories and of protocols that are everybody's. */
const EVERYBODYS =
  /^(?:git|anonymous|oauth2|x-access-token|x-oauth-basic|x-token-auth|token|gitlab-ci-token|_json_key|user|username|apikey|api)$/i;
/** Parameters that carry a credential under a name which says so only in a URL. */
const PARAMETER =
  /[?&;#](?:code|state|key|sig|se?cret|auth|tk|hmac|sv?sig|access|ticket|assertion|SAMLResponse|SAMLRequest|RelayState|policy|Policy|Key-Pair-Id|AWSAccessKeyId|GoogleAccessId|X-(?:Amz|Goog|Oss|Cos)-(?:Signature|Credential|Security-Token)|q-signature|q-ak|OSSAccessKeyId|client_id|invite|magic|otc|code_verifier|code_challenge|confirmation|activation|unsubscribe|verify)=(?<value>[^&\s"'`<>#\\]{8,4000})/dg;

/** Users and passwords before a URL's host, and what signs a URL. */
export function findInUrls(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    if (!SCHEME_BEFORE.test(text.slice(Math.max(0, at - 41), at))) continue;
    spans.push(...userInfo(text, at + 3));
  }
  for (const match of text.matchAll(PARAMETER)) {
    const place = match.indices?.groups?.value;
    const value = match.groups?.value ?? '';
    if (place !== undefined && !isStandIn(value) && /\d|%/.test(value))
      spans.push({ start: place[0], end: place[1], kind: 'secret' });
  }
  return spans;
}

function userInfo(text: string, start: number): Span[] {
  AFTER_SCHEME.lastIndex = start;
  const rest = AFTER_SCHEME.exec(text)?.[0] ?? '';
  const authority = rest.slice(0, endOfUserInfo(rest));
  const at = authority.lastIndexOf('@');
  if (at < 0) return [];
  const colon = authority.slice(0, at).indexOf(':');
  if (colon < 0) {
    // https://TOKEN@host is how tokens are given to git; a short name is a user's.
    const user = authority.slice(0, at);
    if (EVERYBODYS.test(user) || !namesSomebody(user)) return [];
    return [{ start, end: start + at, kind: user.length >= 16 && /\d/.test(user) ? 'secret' : 'user' }];
  }
  const spans: Span[] = [];
  const user = authority.slice(0, colon);
  const isToken = user.length >= 16 && /\d/.test(user) && /^[\w-]+$/.test(user);
  if (!EVERYBODYS.test(user) && namesSomebody(user))
    spans.push({ start, end: start + colon, kind: isToken ? 'secret' : 'user' });
  if (!isStandIn(authority.slice(colon + 1, at)) && authority.slice(colon + 1, at) !== 'x-oauth-basic')
    spans.push({ start: start + colon + 1, end: start + at, kind: 'secret' });
  return spans;
}

/**
 * Where the last `@` can be that ends user and password. A password may hold `/`, `?` or `#` that somebody forgot to encode;
 * an `@` further down a path, as in `https://host/@scope/name`, ends none.
 */
function endOfUserInfo(rest: string): number {
  const slash = rest.search(/[/?#]/);
  if (slash < 0) return rest.length;
  const head = rest.slice(0, slash);
  if (head.includes('@')) return slash;
  const colon = head.indexOf(':');
  const isPort = colon < 0 || /^\d{1,5}$/.test(head.slice(colon + 1));
  const at = rest.indexOf('@', slash);
  return isPort || at < 0
    ? slash
    : rest.slice(at).search(/[/?#]/) < 0
      ? rest.length
      : at + rest.slice(at).search(/[/?#]/);
}
