import { forbidden, type Refusal } from './refusal.ts';

/** How far a signed time may be from ours, either way: beyond it a message counts as replayed. */
const MOST_SKEW_MS = 5 * 60 * 1000;

/** Refuses a moment (milliseconds, or NaN for one that could not be read) that is not close to now. */
export function checkSignedTime(timeMs: number, nowMs: number): Refusal | undefined {
  if (!Number.isFinite(timeMs)) return forbidden('the time that goes with the signature cannot be read');
  const skewMs = nowMs - timeMs;
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return undefined;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return forbidden(
    `the message was signed ${seconds} seconds ${skewMs > 0 ? 'ago' : 'ahead of our clock'}; at most 300 are allowed`,
  );
}
