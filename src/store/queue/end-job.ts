import type PgBoss from 'pg-boss';
import type { Logger } from '../../log.ts';
import type { Database } from '../database/database.ts';
import { failJobs } from './bury-jobs.ts';
import { GiveUp, RetryLater } from './job-outcome.ts';
import { CAP_PAUSE, GIVE_BACK, HOLD, LAST_RUN } from './job-sql.ts';
import type { OnDead } from './queue.ts';

export interface RunningJob {
  readonly id: string;
  readonly queue: string;
  /** Runs before this one. */
  readonly run: number;
  readonly abort: AbortController;
}

interface EndJobOptions {
  readonly database: Database;
  readonly boss: PgBoss;
  readonly log: Logger;
  readonly onDead: OnDead | undefined;
}

/** The longest pause between two runs of a failing job. */
const MAX_PAUSE_SECONDS = 300;
/** A job whose end could not be written would run again, so an outage of the database is waited out. */
const WRITE_AGAIN_MS = 1000;

/**
 * Writes how a job ended: done jobs are deleted, failed ones wait or are buried. Nothing is written when the job was
 * lost to another worker, unless it is done: then it need not run again.
 */
export async function endJob(
  { database, boss, log, onDead }: EndJobOptions,
  job: RunningJob,
  failure: { readonly error: unknown } | undefined,
): Promise<void> {
  const { id, queue } = job;
  for (let tries = 1; ; tries++) {
    try {
      if (failure === undefined) await boss.deleteJob(queue, id);
      else await fail({ database, boss, onDead }, job, failure.error);
      break;
    } catch (error) {
      if (job.abort.signal.aborted) return;
      if (tries === 1) log.warn({ queue, job: id, error }, 'the end of a job could not be written yet');
      await new Promise((resolve) => setTimeout(resolve, WRITE_AGAIN_MS));
    }
  }
  if (failure !== undefined) report(log, job, failure.error);
}

async function fail(
  { database, boss, onDead }: Omit<EndJobOptions, 'log'>,
  job: RunningJob,
  error: unknown,
): Promise<void> {
  const { id, queue, run } = job;
  await database.transaction(async (transaction) => {
    const held = await transaction.query(HOLD, [queue, id, run]);
    if (held.length === 0) return;
    if (error instanceof RetryLater) {
      await transaction.query(GIVE_BACK, [queue, id, error.seconds]);
      return;
    }
    if (error instanceof GiveUp) await transaction.query(LAST_RUN, [queue, id]);
    const fault = error instanceof Error ? error.message : String(error);
    await failJobs(boss, transaction, queue, [id], { fault, onDead });
    await transaction.query(CAP_PAUSE, [queue, id, MAX_PAUSE_SECONDS]);
  });
}

function report(log: Logger, { id, queue, run }: RunningJob, error: unknown): void {
  const fields = { queue, job: id, attempt: run + 1 };
  if (error instanceof RetryLater) {
    log.info({ ...fields, seconds: error.seconds, reason: error.message }, 'job runs again later');
  } else if (error instanceof GiveUp) log.error({ ...fields, error }, 'job was given up');
  else log.warn({ ...fields, error }, 'job failed');
}
