import { isPlainWord, isStandIn } from './plain-values.ts';
import { type ValuePlace, valueAt } from './quoted-value.ts';
import { type Secrecy, secrecyOf } from './secret-names.ts';
import type { Span } from './span.ts';

/** A part of each name that `secrecyOf` may call secret; around it the whole name is read. */
const STEM =
  /pass|pwd|pw(?=["'\]=: ])|pw$|secret|token|key|cred|cookie|sig(?![a-z])|signature|hmac|otp|mfa|jwt|auth|sas(?![a-z])|connstr|connection.?string|ses+ion|sess?id|sid(?![a-z])|csrf|xsrf|nonce|pin(?![a-z])|cvv|cvc|ssn|psk|dsn|seed|mnemonic|salt|code|парол|секрет|токен|ключ|contrase|clave|mot de passe|senha|kennwort|wachtwoord|has[łl]o|lösenord|parola|şifre|密码|口令|密钥|パスワード|비밀번호|암호|密碼/giu;
const NAME_CHARACTER = /[\p{L}\p{N}_.-]/u;
const NAME_REST = /[\p{L}\p{N}_.-]{0,80}/uy;
const MAX_NAME_LENGTH = 80;

/** `<secret-1>` is no element of XML. */
const IN_PLACEHOLDER = /^secret-\d{1,6}$/;

/** `=`, `:`, `=>`, `:=`, after what closes the name: quotes, brackets, `**`. */
const ASSIGNED =
  /(?:[^\S\n]#?\d{1,2}(?=:))?(?:\\{0,7}["'`]|\]|\*\*|&quot;|%22|[”»]){0,3}[^\S\n]{0,12}(?::=|=>|->|==?|[:：]|%3D)[^\S\n]{0,12}/y;
/** `name: DB_PASSWORD, value: …`, as Kubernetes, AWS and .NET write settings. */
const VALUE_BESIDE =
  /\\{0,7}["']?\s{0,20},?\s{0,40}\\{0,7}["']?(?:value|Value|VALUE)\\{0,7}["']?[^\S\n]{0,4}[:=][^\S\n]{0,4}/y;
const ELEMENT = /(?:[^\S\n][^<>\n]{0,200})?>(?:<!\[CDATA\[)?/y;
const ARGUMENT = /["'][^\S\n]{0,4},[^\S\n]{0,4}(?=["'])/y;
const CALLED = /\([A-Za-z0-9!@#$%^&*_+=~-]{6,200}(?=\))/y;
const SPACE = /[^\S\n]{1,8}/y;
const PROSE = /[^\S\n](?:is|was|=|set to|ist|est|es)[^\S\n]{1,3}:?[^\S\n]{0,3}/y;

/** Values whose name tells that they are secret, in the ways that logs, settings and command lines write them. */
export function findKeyValues(text: string): Span[] {
  const spans: Span[] = [];
  STEM.lastIndex = 0;
  for (let stem = STEM.exec(text); stem !== null; stem = STEM.exec(text)) {
    const { start, end } = nameAround(text, stem.index, STEM.lastIndex);
    STEM.lastIndex = Math.max(STEM.lastIndex, end);
    const name = `${wordBefore(text, start)}${text.slice(start, end)}`;
    const secrecy = IN_PLACEHOLDER.test(text.slice(start, end)) ? 'no' : secrecyOf(name);
    if (secrecy === 'no') continue;
    const value = secretValue(text, start, end, secrecy);
    if (value === undefined || isCookieList(name, text.slice(value.start, value.end))) continue;
    spans.push({ start: value.start, end: value.end, kind: 'secret' });
    STEM.lastIndex = Math.max(STEM.lastIndex, value.end);
  }
  return spans;
}

/** "verification code", "api key": the word that tells what the key or code is for. */
function wordBefore(text: string, start: number): string {
  if (!/^(?:key|code|pin|token)(?![\w-])/i.test(text.slice(start, start + 6))) return '';
  const word = /(?:^|[^\w.-])([A-Za-z]{2,20}) $/.exec(text.slice(Math.max(0, start - 24), start))?.[1];
  return word === undefined ? '' : `${word}_`;
}

/** Headers with cookies are taken apart elsewhere, so that the cookies' names stay. */
function isCookieList(name: string, value: string): boolean {
  return /cookies?\d?$/i.test(name) && /^[\w.$!%-]{1,100}=/.test(value);
}

function nameAround(text: string, stemStart: number, stemEnd: number): { start: number; end: number } {
  let start = stemStart;
  while (start > 0 && stemStart - start < MAX_NAME_LENGTH && NAME_CHARACTER.test(text[start - 1] ?? ''))
    start -= 1;
  NAME_REST.lastIndex = stemEnd;
  let end = stemEnd + (NAME_REST.exec(text)?.[0].length ?? 0);
  while (end > stemEnd && text[end - 1] === '.') end -= 1;
  return { start, end };
}

function secretValue(text: string, start: number, end: number, secrecy: Secrecy): ValuePlace | undefined {
  const assigned = endOf(ASSIGNED, text, end);
  if (assigned !== undefined) {
    const separator = text.slice(end, assigned);
    const isCertain = /[="']/.test(separator) || text[assigned - 1] !== ' ' || startsLine(text, start);
    return accept(text, valueAt(text, assigned), secrecy, isCertain);
  }
  // PHP's define('DB_PASSWORD', '…') and Secret(…) as programs print it
  const argument = /\(\s?["']$/.test(text.slice(Math.max(0, start - 3), start))
    ? endOf(ARGUMENT, text, end)
    : undefined;
  if (argument !== undefined) return accept(text, valueAt(text, argument), secrecy, true);
  const called = /^[A-Z]/.test(text.slice(start, end)) ? endOf(CALLED, text, end) : undefined;
  if (called !== undefined)
    return accept(text, { start: end + 1, end: called, isQuoted: false }, 'token', false);
  const beside = endOf(VALUE_BESIDE, text, end);
  if (beside !== undefined) return accept(text, valueAt(text, beside), secrecy, true);
  if (/<(?:[A-Za-z]\w{0,30}:)?$/.test(text.slice(Math.max(0, start - 32), start))) {
    const element = endOf(ELEMENT, text, end);
    return element === undefined ? undefined : accept(text, elementAt(text, element), secrecy, true);
  }
  const prose = endOf(PROSE, text, end);
  if (prose !== undefined) return accept(text, valueAt(text, prose), secrecy, false);
  const spaced = endOf(SPACE, text, end);
  if (spaced === undefined) return undefined;
  const isSet = /(?:^|\s)(?:ENV|ARG|export|setx?|SETX?)[^\S\n]$/.test(
    text.slice(Math.max(0, start - 8), start),
  );
  if ((isSet || text[start] === '-') && !/^-/.test(text.slice(spaced, spaced + 1)))
    return accept(text, valueAt(text, spaced), secrecy, true);
  const value = valueAt(text, spaced);
  const isSetting = /^(?:requirepass|masterauth|password|passwd|PASSWORD)$/.test(text.slice(start, end));
  return isSetting ? accept(text, value, value?.isQuoted === true ? 'password' : 'token', false) : undefined;
}

/**
 * Refuses what is no secret. `isCertain` tells that the place holds values only; where it may be prose
 * (`token: expired`), a single word has to look like more than a word.
 */
function accept(
  text: string,
  place: ValuePlace | undefined,
  secrecy: Secrecy,
  isCertain: boolean,
): ValuePlace | undefined {
  if (place === undefined) return undefined;
  const value = text.slice(place.start, place.end);
  if (isStandIn(value) || isVariable(value) || (!place.isQuoted && /^\[?\{[\w"']*:?$/.test(value)))
    return undefined;
  // Between backticks stands a command or a word of a program, as in Markdown.
  if (text[place.start - 1] === '`' && /\s/.test(value)) return undefined;
  if (
    secrecy !== 'password' &&
    (/^\d{1,5}$/.test(value) ||
      (/^-?\d+(?:\.\d+)?(?:ms|s|m|h|d|kb|mb|gb)?$/i.test(value) && value.length < 6))
  )
    return undefined;
  if (
    secrecy === 'key' &&
    !(value.length >= 16 && /\d/.test(value) && /[A-Za-z]/.test(value) && /^[\w+/=.~-]+$/.test(value))
  )
    return undefined;
  if (/^[{([<]/.test(value) && !/[\p{L}\p{N}]{4}/u.test(value)) return undefined;
  if (place.isQuoted) {
    // "token: 'was not found'" is said, a passphrase is set.
    return !isCertain && secrecy !== 'password' && /\s/.test(value) ? undefined : place;
  }
  if (isCertain) return place;
  const isWord = /^[\p{L}'’-]+[.,;:!?)]*$/u.test(value);
  if (secrecy !== 'password') return isWord || value.length < 6 || !/\d/.test(value) ? undefined : place;
  return isWord && (isPlainWord(value) || /(?:ed|ing)\W?$/.test(value) || text[place.end] === ' ')
    ? undefined
    : place;
}

/** `$APP_ID|$APP_SECRET`, `Bearer ${TOKEN}`: nothing but variables and the words between them. */
function isVariable(value: string): boolean {
  if (!/^(?:(?:Bearer|Basic|Token|token) )?\$/.test(value)) return false;
  const rest = value.replaceAll(
    /\$\{[^{}]{1,80}\}|\$[A-Z][A-Z0-9_]{2,60}(?![A-Za-z0-9_])|^(?:Bearer|Basic|Token|token) /g,
    '',
  );
  return !/[\p{L}\p{N}]{3}/u.test(rest) || /^@[\w.-]+\/?/.test(rest);
}

/** Whether a name stands first on its line, as in YAML, properties and headers. */
function startsLine(text: string, start: number): boolean {
  return /(?:^|\n)[\s>|*-]{0,40}["']?$/.test(text.slice(Math.max(0, start - 44), start));
}

/** The text of an element, which its end tag follows, or which was cut and is one word. */
function elementAt(text: string, start: number): ValuePlace | undefined {
  const rest = text.slice(start, start + 4096);
  const length = rest.search(/<|\]\]>/);
  const isEnded = /^(?:<\/|\]\]>)/.test(rest.slice(length, length + 3));
  if (length > 0 && !isEnded) return undefined;
  const end = start + (length < 0 ? rest.search(/\s|$/) : length);
  return /[\p{L}\p{N}]/u.test(text.slice(start, end)) ? { start, end, isQuoted: true } : undefined;
}

/** Where a sticky expression ends that begins at `at`. */
function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}
