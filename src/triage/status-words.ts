/**
 * First words of the reason phrases of RFC 9110 section 15 and of the statuses that proxies add,
 * in the forms in which servers and clients print them.
 */
export const REASONS: Readonly<Record<string, readonly string[]>> = {
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
export const AFTER = new Set([
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

/** Words right before a number that make it a status. */
// biome-ignore format: a list of words reads best packed
export const BEFORE = new Set([
  'status', 'statuscode', 'httpstatus', 'httpstatuscode', 'httpcode', 'responsecode', 'responsestatus', 'http', 'https',
  'errorcode', 'response', 'statut', 'статус', 'код', 'кодом', 'ошибка', 'ошибку', 'ошибки', 'ошибкой', 'error', 'erreur', 'fehler', 'erro', 'err',
]);

/** Words that make a number a status when one of `CODE_QUALIFIERS` stands before them: "status code 502". */
export const CODE_WORDS = new Set([
  'code',
  'codes',
  'код',
  'кодом',
  'кода',
  'of',
  'was',
  'is',
  'with',
  'статус',
]);
// biome-ignore format: a list of words reads best packed
export const CODE_QUALIFIERS = new Set([
  'status', 'error', 'response', 'http', 'statuscode', 'ответа', 'ошибки', 'ошибка', 'result', 'http_status', 'returned',
  'responded', 'failed',
]);

/** What people write when they met an error: "got a 502", "we are seeing 503s". A bare "return 502" is configuration. */
// biome-ignore format: a list of words reads best packed
export const MET = new Set([
  'say',
  'says',
  'said',
  'got', 'get', 'gets', 'getting', 'gave', 'gives', 'giving', 'see', 'seeing', 'saw', 'throws', 'threw', 'throwing', 'receive',
  'received', 'receiving', 'returned', 'returning', 'hit', 'hitting', 'serving', 'responds', 'responded', 'responding', 'random',
  'intermittent', 'intermittently', 'occasional', 'constant', 'getting', 'shows', 'showing', 'many', 'lots',
]);
export const ARTICLES = new Set([
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
// biome-ignore format: a list of words reads best packed
export const NOT_BEFORE = new Set([
  'port', 'pr', 'issue', 'order', 'line', 'lines', 'pid', 'took', 'in', 'page', 'chapter', 'room', 'build', 'version', 'rfc',
  'top', 'max', 'min', 'limit', 'size', 'total', 'count', 'mr', 'ticket', 'bug',
]);
// biome-ignore format: a list of words reads best packed
export const NOT_AFTER = new Set([
  'ms', 's', 'sec', 'seconds', 'second', 'minutes', 'kb', 'mb', 'gb', 'bytes', 'b', 'px', 'users', 'lines', 'rows', 'files',
  'times', 'items', 'requests', 'percent', 'points', 'tests', 'usd', 'k', 'm', 'th', 'entries', 'records', 'days', 'hours', 'dollars', 'euros',
]);
