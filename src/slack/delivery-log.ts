/** `fresh`: never seen; `running`: being worked on; `done`: answered. */
type DeliveryState = 'fresh' | 'running' | 'done';

/** Remembers what was delivered, so that a repeated delivery is answered once and a failed one again. */
export interface DeliveryLog {
  /** Takes a delivery on; only the caller that gets `fresh` may work on it. */
  begin(key: string): Promise<DeliveryState>;
  finish(key: string): Promise<void>;
  /** Gives the delivery free again: a retry of it is `fresh`. */
  fail(key: string): Promise<void>;
}

/** Slack retries after one and five minutes; this many deliveries are far more than come in that time. */
const DEFAULT_CAPACITY = 10_000;

/** A log for one process; the oldest deliveries are forgotten first. */
export function createMemoryDeliveryLog(capacity: number = DEFAULT_CAPACITY): DeliveryLog {
  const states = new Map<string, 'running' | 'done'>();
  return {
    begin: async (key) => {
      const state = states.get(key);
      if (state !== undefined) return state;
      states.set(key, 'running');
      if (states.size > capacity) {
        const oldest = states.keys().next();
        if (!oldest.done) states.delete(oldest.value);
      }
      return 'fresh';
    },
    finish: async (key) => {
      if (states.has(key)) states.set(key, 'done');
    },
    fail: async (key) => {
      states.delete(key);
    },
  };
}
