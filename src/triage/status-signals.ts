import type { WordView } from './word-view.ts';

/**
 * First words of the reason phrases of RFC 9110 section 15 and of the statuses that proxies add,
 * in the forms in which servers and clients print them.
 */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  400: ['bad request', 'bad_request'],
  401: ['unauthorized', 'unauthorised', 'authorization required', 'unauthenticated'],
  402: ['payment required'],
  403: ['forbidden', 'access denied', 'permission denied'],
  404: ['not found', 'notfound', 'page not found'],
  405: ['method not allowed', 'not allowed'],
  406: ['not acceptable'],
  407: ['proxy authentication', 'authenticationrequired'],
  408: ['request timeout', 'request time out'],
  409: ['conflict'],
  410: ['gone'],
  411: ['length required'],
  412: ['precondition failed'],
  413: ['request entity', 'payload too', 'content too', 'entity too'],
  414: ['request uri', 'uri too', 'url too'],
  415: ['unsupported media'],
  416: ['requested range', 'range not'],
  422: ['unprocessable'],
  423: ['locked'],
  424: ['failed dependency'],
  426: ['upgrade required'],
  428: ['precondition required'],
  429: ['too many', 'rate limit', 'resource exhausted'],
  431: ['request header'],
  451: ['unavailable for'],
  499: ['client closed'],
  500: ['internal server', 'internal error', 'internalservererror', 'internal'],
  501: ['not implemented', 'unsupported method', 'notimplemented'],
  502: ['bad gateway', 'badgateway', 'proxy error', 'service temporarily', 'web server received'],
  503: [
    'service unavailable',
    'service temporarily',
    'serviceunavailable',
    'backend fetch',
    'slow down',
    'unavailable',
  ],
  504: ['gateway time', 'gateway timeout', 'gateway timed', 'gatewaytimeout', 'deadline exceeded'],
  505: ['http version'],
  507: ['insufficient storage'],
  508: ['loop detected'],
  511: ['network authentication'],
};

/** Words after a status that say as much as its reason phrase: "502 Server Error", "502 errors". */
const AFTER = new Set([
  'ошибка',
  'ошибки',
  'ошибку',
  'ошибкой',
  'ошибок',
  'server error',
  'gateway error',
  'client error',
  'error',
  'errors',
  'http error',
  'response code',
  'status code',
]);

const CLOSING_PARENTHESIS = 41;

/** Words right before a number that make it a status. */
const BEFORE = new Set([
  'status', 'statuscode', 'httpstatus', 'httpstatuscode', 'httpcode', 'responsecode', 'responsestatus', 'http', 'https',
  'errorcode', 'statut', 'статус', 'код', 'кодом', 'ошибка', 'ошибку', 'ошибки', 'ошибкой', 'error', 'erreur', 'fehler', 'erro', 'err',
]); // biome-ignore format: a list of words reads best packed

/** Words that make a number a status when one of `CODE_QUALIFIERS` stands before them: "status code 502". */
const CODE_WORDS = new Set(['code', 'codes', 'код', 'кодом', 'кода', 'of', 'was', 'is', 'with', 'статус']);
const CODE_QUALIFIERS = new Set([
  'status', 'error', 'response', 'http', 'statuscode', 'ответа', 'ошибки', 'ошибка', 'result', 'http_status', 'returned',
  'responded', 'failed',
]); // biome-ignore format: a list of words reads best packed

/** What people write when they met an error: "got a 502", "we are seeing 503s". A bare "return 502" is configuration. */
const MET = new Set([
  'say',
  'says',
  'said',
  'got', 'get', 'gets', 'getting', 'gave', 'gives', 'giving', 'see', 'seeing', 'saw', 'throws', 'threw', 'throwing', 'receive',
  'received', 'receiving', 'returned', 'returning', 'hit', 'hitting', 'serving', 'responds', 'responded', 'responding', 'random',
  'intermittent', 'intermittently', 'occasional', 'constant', 'getting', 'shows', 'showing', 'many', 'lots',
]); // biome-ignore format: a list of words reads best packed
const ARTICLES = new Set([
  'a',
  'an',
  'http',
  'the',
  'with',
  'of',
  'many',
  'some',
  'random',
  'constant',
  'intermittent',
  'status',
]);

/** Words before or after a number that make it a count, a time, a port or a ticket. */
const NOT_BEFORE = new Set([
  'port', 'pr', 'issue', 'order', 'line', 'lines', 'pid', 'took', 'in', 'page', 'chapter', 'room', 'build', 'version', 'rfc',
  'top', 'max', 'min', 'limit', 'size', 'total', 'count', 'mr', 'ticket', 'bug',
]); // biome-ignore format: a list of words reads best packed
const NOT_AFTER = new Set([
  'ms', 's', 'sec', 'seconds', 'second', 'minutes', 'kb', 'mb', 'gb', 'bytes', 'b', 'px', 'users', 'lines', 'rows', 'files',
  'times', 'items', 'requests', 'percent', 'points', 'tests', 'usd', 'k', 'm', 'th', 'entries', 'records', 'days', 'hours',
]); // biome-ignore format: a list of words reads best packed

/** The status that a word may be: `502`, and `502s` as people write many of them. */
export function statusIn(word: string): string | undefined {
  return /^([45]\d\d)s?$/.exec(word)?.[1];
}

/** Whether the three-digit word at `index` is an HTTP status of an error: what stands around it says so. */
export function isErrorStatus(words: WordView, index: number): boolean {
  const length = words.end(index) - words.start(index);
  const value = length === 3 || length === 4 ? statusIn(words.text(index)) : undefined;
  if (value === undefined) return false;
  const before = words.gapBefore(index);
  const after = words.gapAfter(index);
  // #404, 1.502, 10/502, 502.1, 502-3: a part of something else. `5.502` too, but not "502.".
  if (/[#$€£+~]$/.test(before) || /^[%°#]/.test(after)) return false;
  if (isJoined(before) && isDigit(words.text(index - 1))) return false;
  if (isJoined(after) && isDigit(words.text(index + 1))) return false;
  // `res.status(404)` and `status === 404` are programs that handle an error, not errors.
  if (
    /[=!<>]=| [<>] ?["']?$/.test(before) ||
    (before === '(' && words.unitAfter(index) === CLOSING_PARENTHESIS)
  )
    return false;
  const next = words.text(index + 1);
  const nextTwo = `${next} ${words.text(index + 2)}`;
  if (after.length <= 3 && (REASONS[value]?.some((reason) => startsWithWords(nextTwo, reason)) ?? false))
    return true;
  const previous = words.text(index - 1);
  if (NOT_BEFORE.has(previous) || (after === ' ' && NOT_AFTER.has(next))) return false;
  // localhost:502 and [::1]:502 are ports.
  if (before === ':' && !BEFORE.has(previous) && previous !== 'code') return false;
  if (after.length === 1 && after === ' ' && (AFTER.has(nextTwo) || AFTER.has(next))) return true;
  if (before.length > 6) return false;
  if (/^\d$/.test(previous) && isProtocol(words, index)) return true;
  if (isBesideEastAsian(words, index)) return true;
  if (BEFORE.has(previous)) return true;
  if (previous === 'code' && /["':=]/.test(before)) return true;
  if (wasMet(words, index)) return true;
  if (CODE_WORDS.has(previous)) return qualifies(words, index);
  return previous === 'returned' && words.text(index - 2) === 'url';
}

/** `报502错误`, `502エラー`, `502 에러`: these scripts write the number next to the word for error. */
function isBesideEastAsian(words: WordView, index: number): boolean {
  const around = `${words.text(index - 2)}${words.text(index - 1)}|${words.text(index + 1)}${words.text(index + 2)}${words.text(index + 3)}`;
  return /(?:[报報返回状態态码コ드]|エラ|에러|오류)\||\|(?:错误|錯誤|错|エラー|に|に[なて]|异常|异|에러|오류|网关|状态)/.test(
    around,
  );
}

function wasMet(words: WordView, index: number): boolean {
  const previous = words.text(index - 1);
  if (MET.has(previous)) return true;
  const beforeIt = words.text(index - 2);
  return (
    ARTICLES.has(previous) &&
    (MET.has(beforeIt) || (ARTICLES.has(beforeIt) && MET.has(words.text(index - 3))))
  );
}

function qualifies(words: WordView, index: number): boolean {
  for (let back = 2; back <= 4; back += 1) {
    if (CODE_QUALIFIERS.has(words.text(index - back))) return true;
  }
  return false;
}

/** `HTTP/1.1 502`, `HTTP/2 502`, and in access logs `HTTP/1.1" 502`. */
function isProtocol(words: WordView, index: number): boolean {
  if (!/^"? $/.test(words.gapBefore(index)) && words.gapBefore(index) !== '" ') return false;
  return (
    words.text(index - 2) === 'http' || (words.text(index - 3) === 'http' && isDigit(words.text(index - 2)))
  );
}

function isJoined(gap: string): boolean {
  return gap === '.' || gap === '-' || gap === '/' || gap === ',' || gap === ':';
}

function isDigit(word: string): boolean {
  return /^\d+$/.test(word);
}

function startsWithWords(text: string, words: string): boolean {
  return text === words || text.startsWith(`${words} `);
}
