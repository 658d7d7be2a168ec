import { AsyncLocalStorage } from 'node:async_hooks';
import type { Metrics } from '../metrics.ts';

interface Answer {
  verdict: string | undefined;
}

const answers = new AsyncLocalStorage<Answer>();

/** Tells the verdict of the answer that is being made. */
export function noteVerdict(verdict: string): void {
  const answer = answers.getStore();
  if (answer !== undefined) answer.verdict = verdict;
}

/** Runs work that may answer a paste, and counts the answer with its time once it is done. */
export async function timed(
  metrics: Pick<Metrics, 'answered'> | undefined,
  road: string,
  work: () => Promise<void>,
): Promise<void> {
  const answer: Answer = { verdict: undefined };
  const started = performance.now();
  await answers.run(answer, work);
  if (answer.verdict === undefined) return;
  metrics?.answered({ verdict: answer.verdict, road, seconds: (performance.now() - started) / 1000 });
}
