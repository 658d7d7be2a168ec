import { errorCode } from './error-code.ts';

/** SQLSTATEs of transactions that failed only because of another one, and may be run anew. */
const RACES = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** Runs a transaction anew when it lost a race with another one. */
export async function runAgainAfterRace<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !RACES.has(errorCode(error) ?? '')) throw error;
    }
  }
}
