import type { Logger } from '../log.ts';
import type { SteadyDeliveries } from './steady-deliveries.ts';

export interface TakeUpOptions {
  readonly deliveries: Pick<SteadyDeliveries, 'takeUnanswered'>;
  /** Works on a question anew; never rejects. */
  readonly process: (key: string, body: string, isHopeless: boolean) => Promise<void>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Milliseconds between two looks; default 15,000. */
  readonly everyMs?: number | undefined;
}

const EVERY_MS = 15_000;

/** Few at a time: should this process be cut off too, some are answered by then, and only few were tried in vain. */
const AT_ONCE = 8;

/**
 * Takes up the questions of processes that were cut off, at once and then again and again.
 * @returns what ends it.
 */
export function takeUpUnanswered({
  deliveries,
  process,
  log,
  everyMs = EVERY_MS,
}: TakeUpOptions): () => void {
  let isLooking = false;
  let isStopped = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    while (!isStopped) {
      const taken = await deliveries.takeUnanswered(AT_ONCE);
      if (taken.length === 0) break;
      const works = taken.map(async ({ key, body, tries, isHopeless }) => {
        if (isHopeless) log.error({ delivery: key, tries }, 'a question was given up: it failed every time');
        else log.warn({ delivery: key, tries }, 'a question that was cut off is taken up again');
        await process(key, body, isHopeless);
      });
      await Promise.all(works);
    }
    isLooking = false;
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  void look();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
