import { setImmediate, setTimeout } from 'node:timers/promises';

/** How items are gathered. */
export interface GatherOptions<Item> {
  /** Handles items together, all or none of them: it rejects when nothing was done. */
  readonly work: (items: readonly Item[]) => Promise<void>;
  /** Weight of an item, 1 or more. */
  readonly weigh: (item: Item) => number;
  /** Most weight of items that are handled together; a heavier item goes alone. */
  readonly mostWeight: number;
  /** Milliseconds from the beginning of a round to that of the next, at the least. */
  readonly leastMs: number;
}

/** Failures in a row after which the rest of a round is given up. */
const MOST_FAILURES = 3;

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Handles items in rounds, one round at a time and in their order: the items that come while a round runs are the next
 * one. Under load the cost of a round, such as that of a transaction, is shared; an item that comes alone waits for nothing.
 * When a round of several fails, each of its items is tried alone, so that a bad one does not hurt the others.
 *
 * @returns what hands one item in, and resolves once it was handled or rejects with why it was not.
 */
export function gather<Item>(options: GatherOptions<Item>): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let isRunning = false;
  let begun = Number.NEGATIVE_INFINITY;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      // Under load a round waits for more; else only until what has come in is read, for PGlite computes in this thread.
      const restMs = begun + options.leastMs - performance.now();
      await (restMs > 0 ? setTimeout(restMs) : setImmediate());
      begun = performance.now();
      await handle(takeRound(waiting, options), options.work);
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isRunning) void run();
    });
}

function takeRound<Item>(
  waiting: Waiting<Item>[],
  { weigh, mostWeight }: GatherOptions<Item>,
): readonly Waiting<Item>[] {
  let weight = 0;
  const end = waiting.findIndex(({ item }, index) => {
    weight += weigh(item);
    return weight > mostWeight && index > 0;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}

async function handle<Item>(
  round: readonly Waiting<Item>[],
  work: GatherOptions<Item>['work'],
): Promise<void> {
  try {
    await work(round.map(({ item }) => item));
    for (const { done } of round) done();
  } catch (error) {
    const [first, ...others] = round;
    if (others.length === 0) first?.failed(error);
    else await handleAlone(round, work);
  }
}

async function handleAlone<Item>(
  round: readonly Waiting<Item>[],
  work: GatherOptions<Item>['work'],
): Promise<void> {
  let failures = 0;
  for (const { item, done, failed } of round) {
    try {
      // Where several fail in a row it is not their fault, and the rest need not wait for the same.
      if (failures >= MOST_FAILURES) throw new Error('those before it could not be handled either');
      await work([item]);
      failures = 0;
      done();
    } catch (error) {
      failures++;
      failed(error);
    }
  }
}
