import { RetryLater } from '../../../src/store/queue/job-outcome.ts';
import type { Queue } from '../../../src/store/queue/queue.ts';
import { createGate, openQueueRoom } from '../../support/queue-room.ts';
import type { ContractDatabase } from '../contract.ts';

export function describeQueueOrder({ shared }: ContractDatabase): void {
  describe('order of jobs', () => {
    const opened: Queue[] = [];
    const open = async (name?: string) => {
      const room = await openQueueRoom(shared(), name);
      opened.push(room.queue);
      return room;
    };
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.stop(0);
    });

    test('is that of sending within a group, one at a time, over several workers', async () => {
      const room = await open();
      const others = [await open(room.name), await open(room.name)];
      const running = new Map<string, number>();
      const order = new Map<string, number[]>();
      const done = createGate();
      let left = 60;
      const handle = async ({
        data,
        group = '',
      }: {
        readonly data: { readonly n?: unknown };
        readonly group: string | undefined;
      }) => {
        running.set(group, (running.get(group) ?? 0) + 1);
        expect(running.get(group)).toBe(1);
        order.set(group, [...(order.get(group) ?? []), Number(data.n)]);
        await new Promise((resolve) => setImmediate(resolve));
        running.set(group, 0);
        left--;
        if (left === 0) done.open();
      };
      await shared().transaction((transaction) =>
        room.queue.sendAll(
          transaction,
          room.name,
          Array.from({ length: 60 }, (_, n) => ({ data: { n }, group: `g${n % 3}` })),
        ),
      );
      for (const { work } of [room, ...others]) work(handle, 4);
      await done.opened;
      expect([...order.values()]).toEqual(
        [...order.keys()].map((group) =>
          Array.from({ length: 20 }, (_, n) => n * 3 + Number(group.slice(1))),
        ),
      );
    });

    test('lets a higher priority go first', async () => {
      const room = await open();
      await room.send({ data: { n: 1 }, group: 'a' });
      await room.send({ data: { n: 2 }, group: 'a', priority: 5 });
      await room.send({ data: { n: 3 }, group: 'b', priority: 1 });
      const stream = room.work(async () => undefined);
      await stream.until(3);
      expect(stream.started.map(({ data }) => data.n)).toEqual([2, 3, 1]);
    });

    test('holds a group up while its job waits for a retry, and no other group', async () => {
      const room = await open();
      for (const [n, group] of [
        [1, 'a'],
        [2, 'a'],
        [3, 'b'],
      ] as const)
        await room.send({ data: { n }, group });
      let isLimited = true;
      const stream = room.work(async ({ data }) => {
        if (data.n === 1 && isLimited) throw new RetryLater(3600, 'rate limited');
      });
      await stream.until(2);
      await room.send({ data: { n: 4 }, group: 'b' });
      await stream.until(3);
      expect(stream.started.map(({ data }) => data.n)).toEqual([1, 3, 4]);
      isLimited = false;
      await shared().query(
        "UPDATE pasteur_jobs.job SET start_after = now() WHERE name = $1 AND state = 'retry'",
        [room.name],
      );
      await stream.until(5);
      expect(stream.started.slice(3).map(({ data }) => data.n)).toEqual([1, 2]);
    });

    test('takes jobs without a group at once', async () => {
      const room = await open();
      const gate = createGate();
      const stream = room.work(() => gate.opened, 3);
      for (const n of [1, 2, 3]) await room.send({ data: { n } });
      await stream.until(3);
      gate.open();
      expect(stream.started).toHaveLength(3);
    });
  });
}
