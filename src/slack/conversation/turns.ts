/** Lets work on one thing run one after the other, so that an edit never overtakes the answer that it changes. */
export interface Turns {
  /** Runs `work` after all earlier work under the same key, be that done or failed. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Turns within one process. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: async (key, work) => {
      const before = last.get(key) ?? Promise.resolve();
      // Whoever began the earlier work hears of its failure.
      const mine = before.then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
