import { AsyncLocalStorage } from 'node:async_hooks';
import type { Metrics } from '../../metrics.ts';

/** What was answered, and to what. */
export interface NotedAnswer {
  readonly verdict: string;
  /** Id of the entry that is shown. */
  readonly entry: string | undefined;
  readonly text: string;
}

interface Answer {
  noted: NotedAnswer | undefined;
}

const answers = new AsyncLocalStorage<Answer>();

/** Tells of the answer that is being made. */
export function noteAnswer(noted: NotedAnswer): void {
  const answer = answers.getStore();
  if (answer !== undefined) answer.noted = noted;
}

/** Runs work that may answer a paste, and counts the answer with its time once it is done; then `onAnswered` runs. */
export async function timed(
  metrics: Pick<Metrics, 'answered'> | undefined,
  road: string,
  work: () => Promise<void>,
  onAnswered?: (noted: NotedAnswer) => Promise<void>,
): Promise<void> {
  const answer: Answer = { noted: undefined };
  const started = performance.now();
  await answers.run(answer, work);
  const { noted } = answer;
  if (noted === undefined) return;
  metrics?.answered({ verdict: noted.verdict, road, seconds: (performance.now() - started) / 1000 });
  await onAnswered?.(noted);
}
