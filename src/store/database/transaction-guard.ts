import { AsyncLocalStorage } from 'node:async_hooks';

/** Refuses calls to the database itself from within one of its own transactions. */
export interface TransactionGuard {
  /** Marks everything that `work` does as being inside a transaction. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** @throws Error when called from inside a transaction that is still open. */
  refuseInside(): void;
}

export function createTransactionGuard(): TransactionGuard {
  const storage = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    within: async (work) => {
      const context = { isOpen: true };
      try {
        return await storage.run(context, work);
      } finally {
        // What the work left running in the background may use the database again.
        context.isOpen = false;
      }
    },
    refuseInside: () => {
      if (storage.getStore()?.isOpen === true) {
        throw new Error(
          'the database was called inside one of its transactions: use the transaction that was handed in, or PGlite, which has one connection, waits for ever',
        );
      }
    },
  };
}
