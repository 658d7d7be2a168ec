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
  'authorization',
  'headers.authorization',
].flatMap((path) => [path, `*.${path}`]);

/** A logger that writes JSON lines to standard error (or `destination`), with secrets left out. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  return destination === undefined ? pino(options, pino.destination(2)) : pino(options, destination);
}
