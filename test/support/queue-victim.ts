import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';

/**
 * A process of its own for a test to kill: sends a job, starts it and tells so on standard output. Arguments: the
 * folder or address of its database.
 */
const [place = ''] = process.argv.slice(2);
const store = await openStore({
  ...(place.startsWith('postgres:') ? { url: place } : { folder: place }),
  log: createLogger('silent'),
  queues: { victim: {} },
});
await store.database.transaction((transaction) =>
  store.queue.send(transaction, 'victim', { data: { n: 1 }, group: 'g' }),
);
store.queue.work('victim', async () => {
  process.stdout.write('started\n');
  await new Promise(() => undefined);
});
