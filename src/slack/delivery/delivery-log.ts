import type { DeliveryLog } from '../../store/delivery-log.ts';

export type { DeliveryLog, DeliveryState, KeptQuestion } from '../../store/delivery-log.ts';

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
    leave: async (key) => {
      states.delete(key);
    },
    takeUnanswered: async () => [],
  };
}
