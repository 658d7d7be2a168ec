import type { Logger } from '../../log.ts';
import type { Unanswered } from '../../store/delivery-log.ts';
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
  let atWork = 0;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    while (!isStopped && atWork < AT_ONCE) {
      const taken = await deliveries.takeUnanswered(AT_ONCE - atWork);
      if (taken.length === 0) break;
      atWork += taken.length;
      for (const question of taken) void answer(question);
    }
    isLooking = false;
  };
  const answer = async ({ key, body, tries, isHopeless }: Unanswered) => {
    if (isHopeless) log.error({ delivery: key, tries }, 'a question was given up: it failed every time');
    else log.warn({ delivery: key, tries }, 'a question that was cut off is taken up again');
    await process(key, body, isHopeless);
    atWork -= 1;
    void look();
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  void look();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
