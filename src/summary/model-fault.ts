import { SummaryFailure } from './summary-failure.ts';

/** What is known of a refusal by a server, whatever library heard it. */
export interface ServerFault {
  /** HTTP status; undefined where the connection failed, or the fault came inside a stream. */
  readonly status: number | undefined;
  /** The server's own code, such as `model_not_found`. */
  readonly code: string | undefined;
  readonly message: string;
  /** The header, in seconds or as a date. */
  readonly retryAfter: string | undefined;
  readonly cause: unknown;
}

/** Longest part of a server's message in the log; it may quote the question. */
const MESSAGE_LENGTH = 160;

/** Statuses of servers for which the same request may succeed in a moment. */
const TRANSIENT = new Set([408, 409, 425, 500, 502, 503, 504, 529]);

/** Codes that say what a status would, for faults inside a stream. */
const CODE_STATUS: Readonly<Record<string, number>> = {
  invalid_api_key: 401,
  model_not_found: 404,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  server_error: 500,
  internal_server_error: 500,
};

/** Turns a server's refusal into why there is no summary. `secret` is kept out of the message. */
export function modelFault(fault: ServerFault, secret: string | undefined): SummaryFailure {
  const { code, cause } = fault;
  const status = fault.status ?? (code === undefined ? undefined : CODE_STATUS[code]);
  const said = quiet(fault.message, secret);
  const message = `the server said ${status ?? 'nothing'}${code === undefined ? '' : ` ${code}`}${said === '' ? '' : `: ${said}`}`;
  if (status === undefined) return new SummaryFailure('unavailable', message, { cause, isTransient: true });
  if (status === 401 || status === 403) return new SummaryFailure('key-refused', message, { status });
  if (status === 404) return new SummaryFailure('model-missing', message, { status });
  if (status === 429) {
    if (code === 'insufficient_quota') return new SummaryFailure('quota', message, { status });
    const retryAfterSeconds = readRetryAfter(fault.retryAfter);
    return new SummaryFailure('rate-limited', message, { status, retryAfterSeconds, isTransient: true });
  }
  if (TRANSIENT.has(status) || status >= 500) {
    const retryAfterSeconds = readRetryAfter(fault.retryAfter);
    return new SummaryFailure('unavailable', message, { status, retryAfterSeconds, isTransient: true });
  }
  return new SummaryFailure('rejected', message, { status });
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-retry-after: seconds, or a date. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(header)
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The first line of a message without keys, even shortened ones, and without long quotations. */
function quiet(message: string, secret: string | undefined): string {
  const line = message.split('\n', 1)[0] ?? '';
  const known = secret === undefined || secret === '' ? line : line.replaceAll(secret, '…');
  return known
    .replace(/\S*(?:\*{2,}|\bsk-|\bBearer\s)\S*/gi, '…')
    .replace(/(["'`])[^"'`]{40,}\1/g, '$1…$1')
    .slice(0, MESSAGE_LENGTH);
}
