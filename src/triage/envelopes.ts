/** What a JSON error body says; `offset` is the place of its opening brace in the text. */
export interface ErrorBody {
  readonly offset: number;
  /** Which known shape it has. */
  readonly shape: EnvelopeShape;
  readonly status: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

export type EnvelopeShape =
  | 'problem-details'
  | 'google-rpc'
  | 'aws'
  | 'graphql'
  | 'twitter'
  | 'facebook'
  | 'bing'
  | 'spotify'
  | 'kubernetes'
  | 'plain';

type JsonObject = Readonly<Record<string, unknown>>;

/** Bodies longer than this are not parsed: no API prints such an error. */
const MAX_BODY_LENGTH = 64 * 1024;
/** How many bodies of one paste are parsed. */
const MAX_BODIES = 32;

/** Finds the JSON error bodies of a text: one pass over its brackets, then each outermost object is parsed once. */
export function findErrorBodies(text: string): ErrorBody[] {
  if (!text.includes('{"') && !/\{\s*"/.test(text)) return [];
  const bodies: ErrorBody[] = [];
  for (const { start, end } of outermostObjects(text)) {
    if (bodies.length >= MAX_BODIES) break;
    const value = parse(text.slice(start, end));
    const body = value === undefined ? undefined : readEnvelope(value);
    if (body !== undefined) bodies.push({ offset: start, ...body });
  }
  return bodies;
}

function outermostObjects(text: string): { start: number; end: number }[] {
  const objects: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  let isInString = false;
  for (let index = text.indexOf('{'); index >= 0 && index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isInString) {
      if (unit === 92) index += 1;
      // A quote that a line end leaves open belonged to prose.
      else if (unit === 34 || unit === 10) isInString = false;
    } else if (unit === 123) {
      if (depth === 0) start = index;
      depth += 1;
    } else if (depth > 0 && unit === 34) {
      isInString = true;
    } else if (depth > 0 && unit === 125) {
      depth -= 1;
      if (depth === 0 && index - start < MAX_BODY_LENGTH) objects.push({ start, end: index + 1 });
    }
  }
  return objects;
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    // Not every pair of braces is JSON; the words of the text are read all the same.
    return undefined;
  }
}

type Envelope = Omit<ErrorBody, 'offset'>;

function readEnvelope(body: JsonObject): Envelope | undefined {
  const error = asObject(body.error);
  const errors = Array.isArray(body.errors)
    ? body.errors.map(asObject).find((item) => item !== undefined)
    : undefined;
  const bing = asObject(body.SearchResponse)?.Errors;
  const firstBing = Array.isArray(bing) ? asObject(bing[0]) : undefined;
  if (firstBing !== undefined) return envelope('bing', undefined, firstBing.Code, firstBing.Message);
  if (body.kind === 'Status' && body.apiVersion !== undefined)
    return envelope('kubernetes', body.code, body.reason, body.message);
  if (error !== undefined) {
    if (error.fbtrace_id !== undefined || error.type === 'OAuthException')
      return envelope('facebook', undefined, error.code, error.message);
    if (Array.isArray(error.details) || typeof error.status === 'string')
      return envelope('google-rpc', error.code, error.status, error.message);
    if (typeof error.status === 'number') return envelope('spotify', error.status, error.code, error.message);
    return envelope(
      'plain',
      error.status ?? error.statusCode,
      error.code ?? error.type,
      error.message ?? error.reason,
    );
  }
  if (errors !== undefined && errors.message !== undefined) {
    const isTwitter =
      typeof errors.code === 'number' && errors.locations === undefined && errors.extensions === undefined;
    const code = errors.code ?? asObject(errors.extensions)?.code;
    return envelope(isTwitter ? 'twitter' : 'graphql', undefined, code, errors.message);
  }
  if (typeof body.title === 'string' && (typeof body.status === 'number' || typeof body.type === 'string')) {
    return envelope('problem-details', body.status, undefined, body.detail ?? body.title);
  }
  if (body.__type !== undefined || body.Code !== undefined)
    return envelope('aws', undefined, body.__type ?? body.Code, body.message ?? body.Message);
  const message =
    body.message ?? body.Message ?? body.error ?? body.msg ?? body.error_description ?? body.errmsg;
  if (typeof message !== 'string') return undefined;
  return envelope(
    'plain',
    body.status ?? body.statusCode,
    body.code ?? body.errorCode ?? body.codeName,
    message,
  );
}

function envelope(shape: EnvelopeShape, status: unknown, code: unknown, message: unknown): Envelope {
  return { shape, status: scalar(status), code: scalar(code), message: scalar(message) };
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
