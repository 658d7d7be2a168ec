import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/log.ts';
import { openDatabase } from '../../src/store/database/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Job } from '../../src/store/queue/queue.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';

const VICTIM = join(import.meta.dirname, '../support/queue-victim.ts');

/** Starts the victim, and gives what kills it once its job runs. */
async function startVictim(place: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--import', 'tsx', VICTIM, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`the victim ended by itself with ${status}`)));
  });
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
}

/** Opens the store and gives the first job that it runs, and the seconds until then. */
async function takeUp(place: {
  readonly folder?: string;
  readonly url?: string;
}): Promise<{ job: Job; seconds: number }> {
  const store = await openStore({ ...place, log: createLogger('silent'), queues: { victim: {} } });
  const begun = performance.now();
  const job = await new Promise<Job>((resolve) =>
    store.queue.work('victim', async (taken) => resolve(taken)),
  );
  const seconds = (performance.now() - begun) / 1000;
  await store.close();
  return { job, seconds };
}

test('a folder is refused while another process has it, and a killed one leaves its job to the next at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-killed-'));
  try {
    const kill = await startVictim(folder);
    await expect(openStore({ folder, log: createLogger('silent'), queues: {} })).rejects.toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      message: expect.stringMatching(/in use by process \d+ on .*Stop that process, set PASTEUR_DATA/),
    });
    await kill();
    const { job, seconds } = await takeUp({ folder });
    expect(job).toMatchObject({ data: { n: 1 }, attempt: 2 });
    expect(seconds).toBeLessThan(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const missing = process.env.CI === 'true' ? undefined : postgresMissing();

if (missing === undefined) {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  test('a killed process on PostgreSQL leaves its job to the next when its lease is over', async () => {
    const url = (await server?.createDatabase()) ?? '';
    const kill = await startVictim(url);
    await kill();
    // As if the ten seconds had passed.
    const database = await openDatabase({ url });
    await database.query(
      "UPDATE pasteur_jobs.job SET started_on = started_on - interval '10 seconds' WHERE state = 'active'",
    );
    await database.close();
    const { job, seconds } = await takeUp({ url });
    expect(job).toMatchObject({ data: { n: 1 }, attempt: 2 });
    expect(seconds).toBeLessThan(5);
  });
} else {
  test.skip(missing, () => undefined);
}
