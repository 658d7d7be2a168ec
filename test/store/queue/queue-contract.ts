import { setImmediate } from 'node:timers/promises';
import { createLogger } from '../../../src/log.ts';
import { createQueue } from '../../../src/store/queue/create-queue.ts';
import { GiveUp, RetryLater } from '../../../src/store/queue/job-outcome.ts';
import type { Queue } from '../../../src/store/queue/queue.ts';
import { createGate, type JobStream, openQueueRoom } from '../../support/queue-room.ts';
import type { ContractDatabase } from '../contract.ts';

export function describeQueue({ shared }: ContractDatabase): void {
  describe('queue', () => {
    const opened: Queue[] = [];
    const open = async (name?: string) => {
      const room = await openQueueRoom(shared(), name);
      opened.push(room.queue);
      return room;
    };
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.stop(0);
    });
    /** Makes a job due that waits for its retry. */
    const hurry = (name: string) =>
      shared().query("UPDATE pasteur_jobs.job SET start_after = now() WHERE name = $1 AND state = 'retry'", [
        name,
      ]);
    const settled = async (room: { readonly queue: Queue; readonly name: string }, running = 0) => {
      for (;;) {
        const stats = (await room.queue.stats()).get(room.name);
        if (stats?.running === running) return stats;
        // PGlite computes in this thread, so that timers would never run.
        await setImmediate();
      }
    };

    test('runs a job that was committed, and none that was undone', async () => {
      const room = await open();
      const stream = room.work(async () => undefined);
      const undone = shared().transaction(async (transaction) => {
        await room.queue.send(transaction, room.name, { data: { n: 0 } });
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      const id = await room.send({ data: { n: 1 } });
      await stream.until(1);
      expect(stream.started).toMatchObject([{ id, data: { n: 1 }, attempt: 1, group: undefined }]);
      expect(await settled(room)).toEqual({ waiting: 0, running: 0, dead: 0, oldestSeconds: 0 });
    });

    test('refuses unknown queues and a second handler', async () => {
      const room = await open();
      room.work(async () => undefined);
      expect(() => room.work(async () => undefined)).toThrow('already has its handler');
      await expect(
        shared().transaction((transaction) => room.queue.send(transaction, 'none', { data: {} })),
      ).rejects.toThrow(`there is no queue none; the queues are ${room.name}`);
    });

    test('keeps a job for its time', async () => {
      const room = await open();
      const stream = room.work(async () => undefined);
      await room.send({ data: { n: 'late' }, startAfterSeconds: 3600 });
      await room.send({ data: { n: 'now' } });
      await stream.until(1);
      expect(stream.started).toMatchObject([{ data: { n: 'now' } }]);
      expect(await settled(room)).toEqual({ waiting: 1, running: 0, dead: 0, oldestSeconds: 0 });
    });

    test('runs a failing job again after growing pauses, then keeps it as a dead letter', async () => {
      const room = await open();
      const stream = room.work(async ({ attempt }) => {
        throw new Error(`failed\0 ${attempt}`);
      });
      const id = await room.send({ data: { n: 1 } });
      const pauses: number[] = [];
      for (const attempt of [1, 2]) {
        await stream.until(attempt);
        await settled(room);
        const [row] = await shared().query(
          "SELECT extract(epoch FROM start_after - now())::float8 AS pause FROM pasteur_jobs.job WHERE id = $1 AND state = 'retry'",
          [id],
        );
        pauses.push(Number(row?.pause));
        await hurry(room.name);
      }
      await stream.until(3);
      expect(await settled(room)).toMatchObject({ waiting: 0, dead: 1 });
      expect(pauses[0]).toBeLessThan(2);
      expect(pauses[1]).toBeGreaterThan(1.5);
      const [letter] = await room.queue.deadLetters(1);
      expect(letter).toEqual({
        id,
        queue: room.name,
        data: { n: 1 },
        fault: 'failed\uFFFD 3',
        attempts: 3,
        sentAt: expect.any(Date),
        diedAt: expect.any(Date),
      });
      expect(await room.queue.revive(id ?? '')).toBe(true);
      await stream.until(4);
      expect(await settled(room)).toMatchObject({ dead: 1 });
    });

    test('runs a job again when its handler says so, at no cost', async () => {
      const room = await open();
      const stream = room.work(async () => {
        throw new RetryLater(3600, 'rate limited');
      });
      await room.send({ data: {} });
      for (const run of [1, 2, 3, 4, 5]) {
        await stream.until(run);
        const stats = await settled(room);
        expect(stats).toMatchObject({ waiting: 1, dead: 0 });
        await hurry(room.name);
      }
      expect(stream.started.map(({ attempt }) => attempt).slice(0, 5)).toEqual([1, 1, 1, 1, 1]);
    });

    test('buries a job at once when its handler gives it up', async () => {
      const room = await open();
      const stream = room.work(async () => {
        throw new GiveUp('channel_not_found');
      });
      await room.send({ data: {} });
      await stream.until(1);
      expect(await settled(room)).toMatchObject({ waiting: 0, dead: 1 });
      expect(await room.queue.deadLetters(1)).toMatchObject([{ fault: 'channel_not_found', attempts: 1 }]);
    });

    test('tells of each job that becomes a dead letter, in its transaction', async () => {
      const room = await open();
      const dead: unknown[] = [];
      const first = await room.send({ data: { n: 'ended with its processes' } });
      await shared().query(
        "UPDATE pasteur_jobs.job SET state = 'active', retry_count = retry_limit, started_on = now() - interval '1 minute' WHERE id = $1",
        [first],
      );
      await room.send({ data: { n: 'given up' } });
      await room.send({ data: { n: 'failed' } });
      room.queue.work(
        room.name,
        async ({ data }) => {
          throw data.n === 'failed' ? new Error('too bad') : new GiveUp('no such channel');
        },
        {
          onDead: async (transaction, { data, fault }) => {
            const [row] = await transaction.query(
              "SELECT count(*)::int AS dead FROM pasteur_jobs.job WHERE name = $1 AND state = 'failed'",
              [room.name],
            );
            dead.push([data.n, fault, row?.dead]);
          },
        },
      );
      while (dead.length < 3) {
        await hurry(room.name);
        await setImmediate();
      }
      expect(dead).toEqual([
        ['ended with its processes', 'the processes that ran it ended before it did, each time', 1],
        ['given up', 'no such channel', 2],
        ['failed', 'too bad', 3],
      ]);
    });

    test('adds one waiting job a key, and another once that one has started', async () => {
      const room = await open();
      const requests = [1, 2, 3].map((n) => ({ data: { n }, singletonKey: 'a\0' }));
      const first = await room.send({ data: { n: 0 }, singletonKey: 'a\0' });
      expect(first).toBeDefined();
      expect(await Promise.all(requests.map((request) => room.send(request)))).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      const gate = createGate();
      const stream = room.work(() => gate.opened);
      await stream.until(1);
      const added = await Promise.all(requests.map((request) => room.send(request)));
      expect(added.filter((id) => id !== undefined)).toHaveLength(1);
      gate.open();
      await stream.until(2);
      expect(stream.started).toHaveLength(2);
    });

    test('takes back jobs that wait for their first run, by their keys', async () => {
      const room = await open();
      for (const key of ['a\0', 'b', 'c']) await room.send({ data: { key }, singletonKey: key });
      await shared().transaction((transaction) =>
        room.queue.withdraw(transaction, room.name, ['a\0', 'c', 'none']),
      );
      expect(await settled(room)).toMatchObject({ waiting: 1 });
      const stream = room.work(async () => undefined);
      await stream.until(1);
      expect(stream.started).toMatchObject([{ data: { key: 'b' } }]);
    });

    test('starts a keyed job only after the transaction that sent to it again', async () => {
      const room = await open();
      await room.send({ data: {}, singletonKey: 'k' });
      const seen: unknown[] = [];
      await shared().query("INSERT INTO pasteur.watched_channels (channel, watched_by) VALUES ('keyed', '')");
      let stream: JobStream | undefined;
      await shared().transaction(async (transaction) => {
        await transaction.query(
          "UPDATE pasteur.watched_channels SET watched_by = 'after' WHERE channel = 'keyed'",
        );
        expect(
          await room.queue.send(transaction, room.name, { data: {}, singletonKey: 'k' }),
        ).toBeUndefined();
        stream = room.work(async () => {
          seen.push(
            ...(await shared().query(
              "SELECT watched_by FROM pasteur.watched_channels WHERE channel = 'keyed'",
            )),
          );
        });
      });
      await stream?.until(1);
      await settled(room);
      expect(seen).toEqual([{ watched_by: 'after' }]);
    });

    test('sends thousands of jobs at once', async () => {
      const room = await open();
      await shared().transaction((transaction) =>
        room.queue.sendAll(
          transaction,
          room.name,
          Array.from({ length: 3000 }, (_, n) => ({
            data: { n },
            group: `g${n % 7}`,
            singletonKey: `k${n % 2000}`,
          })),
        ),
      );
      expect(await settled(room)).toMatchObject({ waiting: 2000 });
    });

    test('gives a job back that does not end in time when it stops', async () => {
      const room = await open();
      const gate = createGate();
      const stream = room.work(({ signal }) => {
        signal.addEventListener('abort', gate.open);
        return gate.opened.then(() => new Promise(() => undefined));
      });
      await room.send({ data: { n: 1 } });
      await stream.until(1);
      await room.queue.stop(10);
      await gate.opened;
      const again = await open(room.name);
      const next = again.work(async () => undefined);
      await next.until(1);
      expect(next.started).toMatchObject([{ data: { n: 1 }, attempt: 1 }]);
    });

    test('waits for running jobs when it stops', async () => {
      const room = await open();
      const gate = createGate();
      let isDone = false;
      const stream = room.work(async () => {
        await gate.opened;
        isDone = true;
      });
      await room.send({ data: {} });
      await stream.until(1);
      const stopped = room.queue.stop(10_000);
      gate.open();
      await stopped;
      expect(isDone).toBe(true);
      expect(await settled(room)).toMatchObject({ waiting: 0, running: 0 });
    });

    test('is made by many starters at once', async () => {
      const queues = await Promise.all(
        Array.from({ length: 5 }, () =>
          createQueue({ database: shared(), log: createLogger('silent'), queues: { starters: {} } }),
        ),
      );
      opened.push(...queues);
      expect([
        ...(await Promise.all(queues.map((queue) => queue.stats()))).map((stats) => stats.has('starters')),
      ]).toEqual(Array.from({ length: 5 }, () => true));
    });
  });
}
