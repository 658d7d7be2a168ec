import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../log.ts';
import { reportError } from '../slack-fault.ts';

/**
 * Bolt's log lines in ours. Its debug lines hold whole requests, with pastes and tokens, and are dropped at every
 * level; of errors only what `reportError` lets through is kept.
 */
export function createBoltLogger(log: Logger): BoltLogger {
  const room = log.child({ part: 'bolt' });
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => room.debug(line(parts)),
    warn: (...parts: unknown[]) => room.warn(line(parts)),
    error: (...parts: unknown[]) => room.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function line(parts: readonly unknown[]): string {
  return parts
    .filter((part) => typeof part === 'string' || part instanceof Error)
    .map((part) => (part instanceof Error ? reportError(part).message : part))
    .join(' ');
}
