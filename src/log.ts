import { AsyncLocalStorage } from 'node:async_hooks';
import { types } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields that must never be printed, wherever an object carries them. */
const SECRET_PATHS = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'clientSecret',
  'stateSecret',
  'tokenKeys',
  'authorization',
  'headers.authorization',
].flatMap((path) => [path, `*.${path}`]);

const deliveries = new AsyncLocalStorage<string>();

/** Runs work whose lines in the log all carry this id, so that one delivery can be followed through them. */
export function withDelivery<Result>(id: string, work: () => Result): Result {
  return deliveries.run(id, work);
}

/** A logger that writes JSON lines to standard error (or `destination`), with secrets left out. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
    serializers: { err: describeError, error: describeError },
    mixin: () => {
      const delivery = deliveries.getStore();
      return delivery === undefined ? {} : { delivery };
    },
  };
  return destination === undefined ? pino(options, pino.destination(2)) : pino(options, destination);
}

/** Causes of causes that are told. */
const MOST_CAUSES = 5;

/**
 * What is printed of an error: a database's errors carry the statement with its values, and a client's errors the
 * request with its token, so nothing but what is named here. Other values stay as they are.
 */
function describeError(value: unknown, _key?: unknown, depth = 0): unknown {
  // Not `instanceof`: errors of Node.js itself come from another realm when tests run.
  if (!types.isNativeError(value)) return value;
  const { name, message, stack, cause } = value;
  const [code, hint] = ['code', 'hint'].map((key) => textOf(value, key));
  return {
    type: name,
    message,
    ...(code !== undefined && { code }),
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: describeError(cause, undefined, depth + 1) }),
    stack,
  };
}

function textOf(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
