import { createLogger } from '../../src/log.ts';
import { createQueue } from '../../src/store/queue/create-queue.ts';
import type { Queue } from '../../src/store/queue/queue.ts';
import { startWeekly, WEEKLY } from '../../src/store/weekly.ts';
import type { ContractDatabase } from './contract.ts';

export function describeWeekly({ shared }: ContractDatabase): void {
  describe('what is done once a week', () => {
    const opened: Queue[] = [];
    const open = async () => {
      const queue = await createQueue({
        database: shared(),
        log: createLogger('silent'),
        queues: { [WEEKLY]: {} },
      });
      opened.push(queue);
      return queue;
    };
    const waiting = () =>
      shared().query(
        `SELECT to_char(start_after AT TIME ZONE 'UTC', 'ID HH24:MI') AS at, start_after > now() AS is_later
         FROM pasteur_jobs.job WHERE name = $1 AND state = 'created'`,
        [WEEKLY],
      );
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.stop(0);
      await shared().query('DELETE FROM pasteur_jobs.job WHERE name = $1', [WEEKLY]);
    });

    test('waits for Monday at nine, one job for two processes', async () => {
      for (const queue of [await open(), await open()])
        await startWeekly(shared(), queue, async () => undefined);
      expect(await waiting()).toEqual([{ at: '1 09:00', is_later: true }]);
    });

    test('is done, and waits for the next Monday', async () => {
      const done = new Promise<void>((resolve) => {
        void open().then((queue) =>
          startWeekly(shared(), queue, async () => resolve(), { startAfterSeconds: 0 }),
        );
      });
      await done;
      expect(await waiting()).toEqual([{ at: '1 09:00', is_later: true }]);
    });
  });
}
