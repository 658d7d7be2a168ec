import { randomUUID } from 'node:crypto';
import type { Paste } from '../reading/paste.ts';

/** Keeps pastes that Slack does not keep (slash commands, modals), so that their buttons can read them again. */
export interface PasteStore {
  /** Stores a paste and gives its key. */
  put(paste: Paste): Promise<string>;
  get(key: string): Promise<Paste | undefined>;
}

/** Long enough to press a button, short enough that no paste stays around. */
const TIME_TO_LIVE_MS = 60 * 60 * 1000;

/** Characters kept in all, about 40 MB of memory; the oldest pastes go first. */
const CAPACITY = 20_000_000;

/** A store for one process. `now` is in milliseconds. */
export function createMemoryPasteStore(now: () => number, capacity: number = CAPACITY): PasteStore {
  const kept = new Map<string, { readonly paste: Paste; readonly until: number }>();
  let size = 0;
  const drop = (key: string) => {
    size -= kept.get(key)?.paste.text.length ?? 0;
    kept.delete(key);
  };
  const sweep = () => {
    for (const [key, { until }] of kept) {
      if (until > now() && size <= capacity) break;
      drop(key);
    }
  };
  return {
    put: async (paste) => {
      const key = randomUUID();
      kept.set(key, { paste, until: now() + TIME_TO_LIVE_MS });
      size += paste.text.length;
      sweep();
      return key;
    },
    get: async (key) => {
      sweep();
      return kept.get(key)?.paste;
    },
  };
}
