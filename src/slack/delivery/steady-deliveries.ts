import { setMaxListeners } from 'node:events';
import type { Logger } from '../../log.ts';
import { reportError } from '../slack-fault.ts';
import { pause, withTimeLimit } from '../time.ts';
import { createMemoryDeliveryLog, type DeliveryLog, type DeliveryState } from './delivery-log.ts';

/** A log of deliveries that keeps up what is being worked on, and stands by for it. */
export interface SteadyDeliveries
  extends Pick<DeliveryLog, 'begin' | 'finish' | 'fail' | 'leave' | 'takeUnanswered'> {
  /**
   * Takes a delivery on as `begin` does, but waits while another works on it: Slack has its acknowledgement and will
   * not deliver again, so if the other one fails or dies, this was the last chance.
   * @param known what `begin` gave, where it was called already.
   * @returns `fresh` or `again` where the caller may work on it; `running` where it waited in vain.
   */
  take(key: string, known?: DeliveryState): Promise<DeliveryState>;
  /**
   * Where only the memory of this process knows of it, since the log did not answer: resolves should the log have
   * written it down after all, and never otherwise. Undefined where the log knows of it.
   */
  whenWritten(key: string): Promise<void> | undefined;
  /** Stands by for nothing any more. */
  stop(): void;
}

export interface SteadyOptions {
  readonly log: Logger;
  /** How long the log may take to answer; default 5000. */
  readonly patienceMs?: number;
  /** The same where Slack waits for its acknowledgement, three seconds at most; default 1000. */
  readonly doorPatienceMs?: number | undefined;
  /** Time between two signs of life of a delivery that is being worked on; default 15,000. */
  readonly renewMs?: number;
}

/** A third of the time after which a delivery counts as cut off. */
const RENEW_MS = 15_000;
const PATIENCE_MS = 5000;
const DOOR_PATIENCE_MS = 1000;

/** While an earlier call hangs, the next ones are not waited for all over again. */
const HANGING_PATIENCE_MS = 100;

/** Until a delivery that was cut off is surely free: some more than the 50 seconds after which it is. */
const STAND_BY_MS = 70_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

/** As many as the log in memory remembers. */
const MAX_SPARED = 10_000;

/**
 * Makes a log robust. While its database does not answer, deliveries are remembered in memory: to answer one twice is
 * better than to leave it unanswered.
 */
export function createSteadyDeliveries(deliveries: DeliveryLog, options: SteadyOptions): SteadyDeliveries {
  const { log, patienceMs = PATIENCE_MS, renewMs = RENEW_MS } = options;
  const doorPatienceMs = options.doorPatienceMs ?? Math.min(patienceMs, DOOR_PATIENCE_MS);
  const spare = createMemoryDeliveryLog();
  const spared = new Set<string>();
  const signs = new Map<string, NodeJS.Timeout>();
  const hanging = new Set<Promise<unknown>>();
  const late = new Map<string, Promise<void>>();
  const stopped = new AbortController();
  // One for each that stands by; Node.js warns of more than ten.
  setMaxListeners(0, stopped.signal);

  const attempt = async <T>(
    doing: string,
    work: () => Promise<T>,
    limitMs = patienceMs,
  ): Promise<{ value: T } | undefined> => {
    const running = work();
    try {
      const limit = hanging.size > 0 ? Math.min(limitMs, HANGING_PATIENCE_MS) : limitMs;
      return { value: await withTimeLimit(running, limit) };
    } catch (error) {
      log.warn({ doing, error: reportError(error) }, 'the log of deliveries does not answer');
      hanging.add(running);
      const forget = () => hanging.delete(running);
      running.then(forget, forget);
      return undefined;
    }
  };
  const putAside = (key: string) => {
    spared.add(key);
    const [oldest] = spared;
    if (spared.size > MAX_SPARED && oldest !== undefined) spared.delete(oldest);
  };
  const begin: DeliveryLog['begin'] = async (key, question) => {
    const limitMs = question === undefined ? patienceMs : doorPatienceMs;
    let known: { value: DeliveryState } | undefined;
    if (!spared.has(key)) {
      const written = deliveries.begin(key, question);
      known = await attempt('begin', () => written, limitMs);
      if (known === undefined) noteWhen(key, written);
    }
    if (known === undefined) putAside(key);
    const state = known?.value ?? (await spare.begin(key));
    if (!isFree(state)) return state;
    // Of two that came together, the log may have answered one only, and memory knows nothing of that one.
    if (signs.has(key)) return 'running';
    keepUp(key);
    return state;
  };
  const noteWhen = (key: string, written: Promise<unknown>) => {
    const forget = () => late.delete(key);
    const landed = written.then(
      () => undefined,
      () => new Promise<undefined>(() => undefined),
    );
    late.set(key, landed);
    written.then(forget, forget);
  };
  const keepUp = (key: string) => {
    end(key);
    signs.set(key, setInterval(() => void attempt('renew', () => deliveries.renew(key)), renewMs).unref());
  };
  const end = (key: string) => {
    clearInterval(signs.get(key));
    signs.delete(key);
  };
  return {
    begin,
    take: async (key, known) => {
      const until = performance.now() + STAND_BY_MS;
      let state = known ?? (await begin(key));
      for (let waitMs = FIRST_WAIT_MS; state === 'running'; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
        if (performance.now() > until || stopped.signal.aborted) break;
        await pause(waitMs, stopped.signal);
        state = await begin(key);
      }
      return state;
    },
    finish: async (key) => {
      end(key);
      const noted = await attempt('finish', () => deliveries.finish(key));
      if (noted === undefined) putAside(key);
      if (spared.has(key)) await spare.finish(key);
    },
    fail: async (key) => {
      end(key);
      await attempt('fail', () => deliveries.fail(key));
      if (spared.has(key)) await spare.fail(key);
    },
    leave: async (key) => {
      end(key);
      await attempt('leave', () => deliveries.leave(key));
      if (spared.has(key)) await spare.leave(key);
    },
    takeUnanswered: async (limit) => {
      const taken = await attempt('take up', () => deliveries.takeUnanswered(limit));
      for (const { key } of taken?.value ?? []) keepUp(key);
      return taken?.value ?? [];
    },
    whenWritten: (key) => (spared.has(key) ? (late.get(key) ?? new Promise(() => undefined)) : undefined),
    stop: () => stopped.abort(),
  };
}

/** Whether whoever got this state may work on the delivery. */
export function isFree(state: DeliveryState): boolean {
  return state === 'fresh' || state === 'again';
}
