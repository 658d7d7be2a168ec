/** `fresh`: never seen; `running`: being worked on; `done`: answered. */
export type DeliveryState = 'fresh' | 'running' | 'done';

/** Remembers what was delivered, so that a repeated delivery is answered once and a failed one again. */
export interface DeliveryLog {
  /** Takes a delivery on; only the caller that gets `fresh` may work on it. */
  begin(key: string): Promise<DeliveryState>;
  /** Says that it is still worked on: without a sign for 50 seconds it counts as cut off, and is free again. */
  renew(key: string): Promise<void>;
  /** Marks it as done, whether it was taken on here or not. */
  finish(key: string): Promise<void>;
  /** Gives the delivery free again: a retry of it is `fresh`. */
  fail(key: string): Promise<void>;
}

/** Slack retries after one and five minutes; this many deliveries are far more than come in that time. */
const DEFAULT_CAPACITY = 10_000;

/** A log for one process; the oldest deliveries are forgotten first. */
export function createMemoryDeliveryLog(capacity: number = DEFAULT_CAPACITY): DeliveryLog {
  const states = new Map<string, 'running' | 'done'>();
  const put = (key: string, state: 'running' | 'done') => {
    states.set(key, state);
    if (states.size <= capacity) return;
    const oldest = states.keys().next();
    if (!oldest.done) states.delete(oldest.value);
  };
  return {
    begin: async (key) => {
      const state = states.get(key);
      if (state !== undefined) return state;
      put(key, 'running');
      return 'fresh';
    },
    // What this process works on cannot be cut off without its log.
    renew: async () => undefined,
    finish: async (key) => put(key, 'done'),
    fail: async (key) => {
      states.delete(key);
    },
  };
}
