import { setImmediate } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { z } from 'zod';
import type { Logger } from '../../log.ts';
import { withTeam } from '../current-team.ts';
import type { Database } from '../database/database.ts';
import { databaseCure } from '../database/database-cure.ts';
import { errorCode } from '../database/error-code.ts';
import { createNap } from '../nap.ts';
import { LEASE_SECONDS } from './boss.ts';
import { endJob, type RunningJob } from './end-job.ts';
import { GIVE_BACK, RECLAIM, RENEW, TAKE } from './job-sql.ts';
import type { JobHandler, OnDead } from './queue.ts';

/** What runs the jobs of one queue in this process. */
export interface JobWorker {
  /** Looks for jobs now; otherwise it looks twice a second, for those that other processes sent. */
  wake(): void;
  /** Takes no more jobs, lets running ones end for `timeoutMs` at most, then aborts them and gives them back. */
  stop(timeoutMs: number): Promise<void>;
}

interface WorkerOptions {
  readonly database: Database;
  readonly boss: PgBoss;
  readonly log: Logger;
  readonly queue: string;
  readonly handler: JobHandler;
  readonly concurrency: number;
  readonly onDead: OnDead | undefined;
}

const POLL_MS = 500;
/**
 * A look that found less than it had room for is not repeated at once, however often the worker is woken. Looks in vain
 * while jobs run are repeated ever more slowly: the jobs that were sent are most likely of the groups that are busy.
 */
const REST_MS = 15;
const MOST_REST_MS = 240;
const BEAT_MS = (LEASE_SECONDS * 1000) / 4;
const UNIQUE_VIOLATION = '23505';

const TAKEN = z.object({
  id: z.string(),
  data: z.object({ data: z.record(z.string(), z.unknown()), team: z.string().optional() }),
  group: z.string().nullable(),
  run: z.number(),
});

export function startJobWorker(options: WorkerOptions): JobWorker {
  const { database, queue, handler, concurrency, log } = options;
  const running = new Map<string, RunningJob & { readonly done: Promise<void> }>();
  const nap = createNap();
  let isStopping = false;
  let failures = 0;
  let restMs = REST_MS;

  const start = (row: unknown) => {
    const { id, data, group, run } = TAKEN.parse(row);
    const abort = new AbortController();
    const job = { id, queue, run, abort };
    const handle = async () =>
      handler({ id, data: data.data, attempt: run + 1, group: group ?? undefined, signal: abort.signal });
    const done = withTeam(data.team, handle).then(
      () => endJob(options, job, undefined),
      (error: unknown) => endJob(options, job, { error }),
    );
    running.set(id, {
      ...job,
      done: done.finally(() => {
        running.delete(id);
        // Its group is free now.
        nap.wakeAtOnce();
      }),
    });
  };

  const look = async () => {
    const room = concurrency - running.size;
    if (room === 0) return nap.sleep(POLL_MS);
    // PGlite computes in this thread: jobs that follow each other must not keep it from what comes in.
    await setImmediate();
    try {
      const rows = await database.query(TAKE, [queue, room, LEASE_SECONDS]);
      if (failures > 0) log.info({ queue }, 'the database answers again');
      failures = 0;
      restMs = rows.length === 0 && running.size > 0 ? Math.min(restMs * 2, MOST_REST_MS) : REST_MS;
      rows.forEach(start);
      if (rows.length < room) await nap.sleep(POLL_MS, restMs);
    } catch (error) {
      // Two workers picked jobs of one group: the other one has it.
      if (errorCode(error) === UNIQUE_VIOLATION) return nap.sleep(POLL_MS, REST_MS);
      failures++;
      if (failures === 1 && !isStopping)
        log.error(
          { queue, error, cure: databaseCure(error) },
          'no jobs can be taken: the database fails; tried again every few seconds',
        );
      await nap.sleep(Math.min(POLL_MS * failures, 5000), POLL_MS);
    }
  };

  const looking = (async () => {
    while (!isStopping) await look();
  })();
  const stopBeat = startBeat(options, running, () => nap.wake());

  return {
    wake: () => nap.wake(),
    stop: async (timeoutMs) => {
      isStopping = true;
      nap.wakeAtOnce();
      await looking;
      const idle = Promise.allSettled([...running.values()].map(({ done }) => done));
      const waited = createNap();
      await Promise.race([idle, waited.sleep(timeoutMs)]);
      waited.wake();
      await stopBeat();
      for (const { id, abort } of running.values()) {
        abort.abort();
        log.warn({ queue, job: id }, 'a job did not end in time and is given back');
        await database.query(GIVE_BACK, [queue, id, 0]).catch((error: unknown) => {
          log.warn({ queue, job: id, error }, 'the job runs again when its lease is over');
        });
      }
    },
  };
}

/** Renews the leases of running jobs and gives back the jobs of workers that are gone. */
function startBeat(
  { database, queue, log }: WorkerOptions,
  running: ReadonlyMap<string, RunningJob>,
  onReclaimed: () => void,
): () => Promise<void> {
  let reclaimAfter = 0;
  let beating = Promise.resolve();
  const beat = async () => {
    const jobs = [...running.values()];
    if (jobs.length > 0) {
      const rows = await database.query(RENEW, [queue, jobs.map(({ id }) => id), jobs.map(({ run }) => run)]);
      const kept = new Set(rows.map(({ id }) => id));
      // A job that has just ended is gone as well; its signal no longer matters.
      for (const { id, abort } of jobs) if (!kept.has(id)) abort.abort();
    }
    if (performance.now() < reclaimAfter) return;
    const reclaimed = await database.query(RECLAIM, [queue, false]);
    if (reclaimed.length === 0) return;
    log.warn({ queue, jobs: reclaimed.length }, 'jobs of a worker that is gone are taken up again');
    onReclaimed();
  };
  const timer = setInterval(() => {
    beating = beating.then(beat).catch((error: unknown) => {
      // After an outage the living workers get the time to renew before anybody takes their jobs for abandoned.
      reclaimAfter = performance.now() + LEASE_SECONDS * 1000;
      log.debug({ queue, error }, 'leases could not be renewed');
    });
  }, BEAT_MS);
  return async () => {
    clearInterval(timer);
    await beating;
  };
}
