/** A pause that can be ended early. */
export interface Nap {
  /** Resolves after `ms`, or when woken, but not before `leastMs`. A wake during the last pause or since counts. */
  sleep(ms: number, leastMs?: number): Promise<void>;
  wake(): void;
}

export function createNap(): Nap {
  let isWoken = false;
  let end: (() => void) | undefined;
  return {
    sleep: async (ms, leastMs = 0) => {
      if (leastMs > 0) await new Promise((resolve) => setTimeout(resolve, leastMs));
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms - leastMs);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = undefined;
      isWoken = false;
    },
    wake: () => {
      isWoken = true;
      end?.();
    },
  };
}
