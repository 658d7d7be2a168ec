import { isPlainWord, isStandIn } from './plain-values.ts';
import { looksRandom } from './random-text.ts';
import type { Span } from './span.ts';

/** `Authorization: <scheme> <credentials>`, with what closes a quoted name before the colon. */
const AUTHORIZATION =
  /authorization(?:\\{0,7}["'`]|\])?[^\S\n]{0,4}(?:=>|[:=]|%3A|,(?=[^\S\n]{0,4}["']))[^\S\n]{0,4}(?:\\{0,7}["'`[]{1,2})?(?:(?<scheme>[A-Za-z][\w-]{2,30})[^\S\n]{1,4})?(?<credentials>(?!--)[^\s"'`\\]{2,8192}(?:,[^\S\n]{0,4}[\w-]{1,30}=(?:"[^"\n]{0,2000}"|[^\s"'`\\]{0,2000})){0,20})/dgi;
/** A scheme and its credentials wherever they stand. */
const BARE_SCHEME =
  /(?<![\w-])(?<scheme>Bearer|Basic|Token|Negotiate|ApiKey|GenieKey|SSWS|SharedKey(?:Lite)?)(?:[^\S\n]{1,4}|%20|\+)["']?(?<credentials>[A-Za-z0-9._~+/:=-]{6,8192})/dgi;
/** The rest of a digest or of a signature of AWS or OAuth 1. */
const PARAMETERS =
  /(?<![\w-])(?:response|cnonce|nonce|opaque|Signature|Credential|oauth_(?:signature|token|consumer_key|nonce))=(?:\\{0,7}"(?<quoted>[^"\n\\]{4,500})|(?<bare>[\w%/+=.-]{8,500}))/dg;

/** Schemes of RFC 9110 and its kin, and those of clouds and services. */
const SCHEME =
  /^(?:bearer|basic|digest|negotiate|ntlm|kerberos|token|hoba|mutual|vapid|dpop|gnap|apikey|api-key|key|genie-?key|ssws|splunk|sharedkey(?:lite)?|aws4?(?:-hmac-sha256|-ecdsa-p256-sha256)?|oauth|googlelogin|hawk|jwt|private-token|klaviyo-api-key|discord|bot)$/i;

const COOKIE_LINE =
  /(?<![\w-])(?:set-)?cookies?\d?(?:\\{0,7}["'`]|\])?[^\S\n]{0,4}(?:=>|[:=])[^\S\n]{0,4}(?<quote>\\{0,7}["'`])?(?<cookies>[^\n]{0,8192})/dgi;
const COOKIE = /(?<![^\s;,"'`])(?<name>[\w.$!%-]{1,100})=(?<value>[^;\s"'`\\,]{1,4096})/dg;
const COOKIE_ATTRIBUTES =
  /^(?:path|domain|expires|max-age|samesite|version|priority|httponly|secure|partitioned)$/i;

/** Credentials in HTTP headers; schemes and the names of cookies stay, for they tell what was tried. */
export function findHeaders(text: string): Span[] {
  return [...authorizations(text), ...bareSchemes(text), ...parameters(text), ...cookies(text)];
}

function authorizations(text: string): Span[] {
  return [...text.matchAll(AUTHORIZATION)].flatMap(({ indices, groups }) => {
    const place = indices?.groups?.credentials;
    const credentials = groups?.credentials ?? '';
    if (place === undefined || isStandIn(credentials) || isSchemeName(credentials, groups?.scheme)) return [];
    return [{ start: place[0], end: place[1], kind: 'secret' as const }];
  });
}

/** `Authorization: Bearer` with nothing after it, or prose such as "authorization: access was denied". */
function isSchemeName(credentials: string, scheme: string | undefined): boolean {
  if (SCHEME.test(credentials.replace(/[,.;]$/, ''))) return true;
  if (scheme === undefined || SCHEME.test(scheme))
    return /^[A-Za-z]{1,8}[,.;)]*$/.test(credentials) && isPlainWord(credentials);
  return !/\d/.test(credentials) && credentials.length < 20;
}

function bareSchemes(text: string): Span[] {
  return [...text.matchAll(BARE_SCHEME)].flatMap(({ indices, groups }) => {
    const place = indices?.groups?.credentials;
    const credentials = (groups?.credentials ?? '').replace(/[.:]+$/, '');
    if (place === undefined || isStandIn(credentials) || /^(?:realm|error)=/i.test(credentials)) return [];
    const scheme = (groups?.scheme ?? '').toLowerCase();
    const isSecret =
      scheme === 'basic'
        ? /=$/.test(credentials) || Buffer.from(credentials, 'base64').toString('latin1').includes(':')
        : (/\d/.test(credentials) && (scheme === 'bearer' || credentials.length >= 12)) ||
          looksRandom(credentials) ||
          credentials.length >= 32;
    return isSecret ? [{ start: place[0], end: place[0] + credentials.length, kind: 'secret' as const }] : [];
  });
}

function parameters(text: string): Span[] {
  return [...text.matchAll(PARAMETERS)].flatMap(({ indices }) => {
    const place = indices?.groups?.quoted ?? indices?.groups?.bare;
    return place === undefined ? [] : [{ start: place[0], end: place[1], kind: 'secret' as const }];
  });
}

function cookies(text: string): Span[] {
  return [...text.matchAll(COOKIE_LINE)].flatMap(({ indices, groups }) => {
    const lineStart = indices?.groups?.cookies?.[0] ?? 0;
    const line = groups?.cookies ?? '';
    const quoted = groups?.quote === undefined ? line : (line.split(groups.quote)[0] ?? '');
    return [...quoted.matchAll(COOKIE)].flatMap((cookie) => {
      const [start, end] = cookie.indices?.groups?.value ?? [0, 0];
      const value = cookie.groups?.value ?? '';
      if (COOKIE_ATTRIBUTES.test(cookie.groups?.name ?? '') || isStandIn(value) || value.length < 2)
        return [];
      return [{ start: lineStart + start, end: lineStart + end, kind: 'secret' as const }];
    });
  });
}
