import { z } from 'zod';
import type { Logger } from '../../log.ts';
import { currentTeam, teamKey } from '../current-team.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storableText } from '../database/storable.ts';
import { startBoss } from './boss.ts';
import { buryAbandoned } from './bury-jobs.ts';
import { DEAD, DEAD_QUEUE, RECLAIM, STATS, WITHDRAW } from './job-sql.ts';
import { type JobWorker, startJobWorker } from './job-worker.ts';
import type { DeadLetter, JobRequest, OnDead, Queue, QueueSettings, QueueStats } from './queue.ts';
import { sendJobs } from './send-jobs.ts';

export interface QueueOptions {
  readonly database: Database;
  readonly log: Logger;
  /** Names of the queues, with their settings. */
  readonly queues: Readonly<Record<string, QueueSettings>>;
}

const STOP_MS = 20_000;
const BURY_EVERY_MS = 5000;
const LIMIT = 50;

const FIGURES = z.object({
  name: z.string(),
  waiting: z.number(),
  running: z.number(),
  dead: z.number(),
  oldestSeconds: z.number(),
});
const DEAD_ROW = z.object({
  id: z.string(),
  queue: z.string(),
  data: z.object({ data: z.record(z.string(), z.unknown()) }),
  output: z.object({ message: z.string().optional(), value: z.object({ message: z.string() }).optional() }),
  run: z.number(),
  sentAt: z.date(),
  diedAt: z.date(),
});

/** Makes the queues on a migrated database. Nothing runs before `work`. */
export async function createQueue({ database, log, queues }: QueueOptions): Promise<Queue> {
  const boss = await startBoss(database, queues);
  boss.on('error', (error) => log.warn({ error }, 'pg-boss reports a fault'));
  if (database.engine === 'pglite') {
    // Nobody else has the database, so what is running was left by a process that was killed.
    for (const name of Object.keys(queues)) await database.query(RECLAIM, [name, true]);
  }
  const workers = new Map<string, JobWorker>();
  const dead = new Map<string, OnDead | undefined>();
  let burying = Promise.resolve();
  const bury = () => {
    burying = burying
      .then(async () => {
        for (const [name, onDead] of dead) await buryAbandoned(database, boss, name, onDead);
      })
      .catch((error: unknown) => log.debug({ error }, 'abandoned jobs were not looked for'));
  };
  const timer = setInterval(bury, BURY_EVERY_MS);
  const known = (name: string) => {
    if (name in queues) return;
    throw new Error(`there is no queue ${name}; the queues are ${Object.keys(queues).join(', ')}`);
  };
  const sendAll = async (transaction: Transaction, queue: string, requests: readonly JobRequest[]) => {
    known(queue);
    const ids = await sendJobs(boss, transaction, queue, requests);
    transaction.afterCommit(() => workers.get(queue)?.wake());
    return ids;
  };
  return {
    send: async (transaction, queue, request) => (await sendAll(transaction, queue, [request]))[0],
    sendAll: async (transaction, queue, requests) => {
      await sendAll(transaction, queue, requests);
    },
    withdraw: async (transaction, queue, keys) => {
      known(queue);
      if (keys.length > 0)
        await transaction.query(WITHDRAW, [queue, keys.map((key) => storableText(teamKey(key)))]);
    },
    work: (queue, handler, { concurrency = 1, onDead } = {}) => {
      known(queue);
      if (workers.has(queue)) throw new Error(`the queue ${queue} already has its handler in this process`);
      workers.set(queue, startJobWorker({ database, boss, log, queue, handler, concurrency, onDead }));
      dead.set(queue, onDead);
      bury();
    },
    stats: async () => {
      const rows = (await database.query(STATS, [currentTeam() ?? null])).map((row) => FIGURES.parse(row));
      const none: QueueStats = { waiting: 0, running: 0, dead: 0, oldestSeconds: 0 };
      return new Map(
        Object.keys(queues).map((queue) => {
          const { name: _, ...figures } = rows.find(({ name }) => name === queue) ?? { name: queue, ...none };
          return [queue, figures];
        }),
      );
    },
    deadLetters: async (limit = LIMIT) =>
      (await database.query(DEAD, [limit, currentTeam() ?? null])).map(readDeadLetter),
    revive: async (id) => {
      const name = (await database.query(DEAD_QUEUE, [id]))[0]?.name;
      if (typeof name !== 'string') return false;
      await boss.retry(name, id);
      workers.get(name)?.wake();
      return true;
    },
    archive: async () => {
      await boss.maintain();
    },
    stop: async (timeoutMs = STOP_MS) => {
      clearInterval(timer);
      await burying;
      await Promise.all([...workers.values()].map((worker) => worker.stop(timeoutMs)));
      await boss.stop({ graceful: false });
    },
  };
}

function readDeadLetter(row: unknown): DeadLetter {
  const { data, output, run, ...rest } = DEAD_ROW.parse(row);
  return {
    ...rest,
    data: data.data,
    fault: output.message ?? output.value?.message ?? 'unknown',
    attempts: run + 1,
  };
}
