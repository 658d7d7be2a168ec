/** Median and 99th percentile of times in milliseconds. */
export interface Times {
  readonly count: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Runs `work` on each item, `rounds` times after `warmUps` rounds that are not counted. */
export function sample<Item>(
  items: readonly Item[],
  rounds: number,
  work: (item: Item) => void,
  warmUps = 1,
): Times {
  for (let round = 0; round < warmUps; round += 1) for (const item of items) work(item);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const item of items) {
      const started = performance.now();
      work(item);
      times.push(performance.now() - started);
    }
  }
  times.sort((left, right) => left - right);
  return { count: times.length, medianMs: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
