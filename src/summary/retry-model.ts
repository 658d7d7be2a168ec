import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { SummaryFailure } from './summary-failure.ts';

const RETRIES = 2;
const FIRST_WAIT_MS = 500;
/** Servers that said when to come back see everybody then: each comes a little later, by chance. */
const SPREAD = 0.2;

/**
 * Runs a call anew after a passing failure: after the time that the server asked for, else with growing pauses of
 * random length. Not the retries of the client library: they hear no abort while they wait, and do not know when the
 * asker has stopped waiting.
 */
export async function retryModel<T>(
  call: () => Promise<T>,
  { signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number },
): Promise<T> {
  return pRetry(call, {
    retries: RETRIES,
    minTimeout: FIRST_WAIT_MS,
    randomize: true,
    signal,
    shouldRetry: async ({ error }) => {
      if (!(error instanceof SummaryFailure) || !error.isTransient) return false;
      const asked = (error.retryAfterSeconds ?? 0) * 1000 * (1 + Math.random() * SPREAD);
      if (asked + FIRST_WAIT_MS > deadline - performance.now()) return false;
      if (asked > 0) await sleep(asked, undefined, { signal });
      return true;
    },
  });
}
