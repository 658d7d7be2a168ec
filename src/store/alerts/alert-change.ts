import type { AlertStatus } from './alert-record.ts';

/**
 * What a report changed:
 * `new`: first of its condition, or after the reopening time; a thread of its own. It may come as resolved already.
 * `repeat`: it holds as before, counted. `acknowledged`, `resolved`: the status turned.
 * `reopened`: it holds again, in the same thread. `stale`: late or delivered twice, nothing changed.
 */
export type AlertChange = 'new' | 'repeat' | 'acknowledged' | 'resolved' | 'reopened' | 'stale';

/** What the decision needs of the alert as it stands. */
export interface AlertState {
  readonly status: AlertStatus;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  /** By the database's clock: it was resolved so short a time ago that a new start belongs to it. */
  readonly isReopenable: boolean;
}

/** Roads give one start with different precision: starts so near to each other are the same. */
const SAME_START_MS = 1000;

/** Decides what a report changes. `startsAt` is undefined when the report does not say it. */
export function decideChange(
  state: AlertState | undefined,
  report: { readonly status: AlertStatus; readonly startsAt: number | undefined },
): AlertChange {
  if (state === undefined) return 'new';
  const starts = report.startsAt ?? state.startsAt;
  // A report about an earlier stretch of the alert that came late.
  if (starts < state.startsAt - SAME_START_MS) return 'stale';
  if (state.status === 'resolved') {
    if (starts > state.startsAt + SAME_START_MS || report.startsAt === undefined) {
      if (report.status === 'resolved') return report.startsAt === undefined ? 'stale' : 'new';
      return state.isReopenable ? 'reopened' : 'new';
    }
    // The same start: some systems reopen an incident so; resolved twice is a repeated delivery.
    return report.status === 'resolved' ? 'stale' : 'reopened';
  }
  if (report.status === 'resolved') return 'resolved';
  if (report.status === 'acknowledged' && state.status === 'firing') return 'acknowledged';
  // Systems that know acknowledgement send `firing` again only as a repeat, so it stays acknowledged.
  return 'repeat';
}
