/** A pause that can be ended early. */
export interface Nap {
  /**
   * Resolves after `ms`; when woken, after `leastMs` (default 0) at the earliest; when woken at once, then. A wake during
   * the last pause or since counts.
   */
  sleep(ms: number, leastMs?: number): Promise<void>;
  wake(): void;
  wakeAtOnce(): void;
}

export function createNap(): Nap {
  let woken: 'no' | 'after the least' | 'at once' = 'no';
  let check: () => void = () => undefined;
  return {
    sleep: (ms, leastMs = 0) =>
      new Promise((resolve) => {
        let isRested = leastMs <= 0;
        const end = () => {
          clearTimeout(rest);
          clearTimeout(whole);
          check = () => undefined;
          woken = 'no';
          resolve();
        };
        const rest = setTimeout(() => {
          isRested = true;
          check();
        }, leastMs);
        const whole = setTimeout(end, ms);
        check = () => {
          if (woken === 'at once' || (woken === 'after the least' && isRested)) end();
        };
        check();
      }),
    wake: () => {
      if (woken === 'no') woken = 'after the least';
      check();
    },
    wakeAtOnce: () => {
      woken = 'at once';
      check();
    },
  };
}
