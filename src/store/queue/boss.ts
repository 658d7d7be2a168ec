import PgBoss from 'pg-boss';
import type { Database, Transaction } from '../database/database.ts';
import { errorCode } from '../database/error-code.ts';
import { withSchemaLock } from '../migrate.ts';
import type { QueueSettings } from './queue.ts';

/** pg-boss keeps its tables apart from ours. */
export const JOBS = 'pasteur_jobs';

/**
 * How long a running job counts as running without a sign of life from its worker. Short, so that the jobs of a killed
 * process are taken up within seconds; long enough that a busy event loop does not lose its jobs.
 */
export const LEASE_SECONDS = 10;

const ATTEMPTS = 25;
const DEAD_FOR_DAYS = 30;
/** pg-boss throws away jobs that wait for longer; ours must not get lost. */
const WAIT_FOR_DAYS = 365;

/**
 * Starts pg-boss on the database and makes the queues. pg-boss keeps, retries, buries and archives the jobs; taking
 * and renewing them is ours (see `job-sql.ts`), as its fetch does not keep the order within a group and its workers
 * run two jobs a second at most.
 */
export async function startBoss(
  database: Database,
  queues: Readonly<Record<string, QueueSettings>>,
): Promise<PgBoss> {
  const boss = await start(database);
  await withSchemaLock(database, async (transaction) => {
    for (const [name, definition] of INDEXES) {
      const [found] = await transaction.query('SELECT to_regclass($1)::text AS name', [`${JOBS}.${name}`]);
      // Not IF NOT EXISTS: that locks the table against writers before it looks.
      if (typeof found?.name !== 'string') await transaction.query(definition);
    }
    // In the transaction, for two starters that make queues at once lock each other out.
    const inside = makeBoss(transaction);
    for (const [name, { attempts = ATTEMPTS }] of Object.entries(queues)) {
      const settings = {
        name,
        retryLimit: attempts - 1,
        retryDelay: 1,
        retryBackoff: true,
        expireInSeconds: LEASE_SECONDS,
        retentionMinutes: WAIT_FOR_DAYS * 24 * 60,
      };
      await inside.createQueue(name, settings);
      await inside.updateQueue(name, settings);
    }
  });
  return boss;
}

/** Those of two starters on an empty database that meet while pg-boss makes its tables: one of them fails with these. */
const MADE_MEANWHILE = new Set(['23505', '42P06', '42P07', '42710', '42723']);
const START_TRIES = 5;

async function start(database: Database): Promise<PgBoss> {
  for (let left = START_TRIES - 1; ; left--) {
    const boss = makeBoss(database);
    try {
      return await boss.start();
    } catch (error) {
      if (left === 0 || !MADE_MEANWHILE.has(errorCode(error) ?? '')) throw error;
    }
  }
}

function makeBoss(runner: Database | Transaction): PgBoss {
  return new PgBoss({
    db: adapt(runner),
    schema: JOBS,
    schedule: false,
    supervise: false,
    archiveCompletedAfterSeconds: 60 * 60,
    archiveFailedAfterSeconds: DEAD_FOR_DAYS * 24 * 60 * 60,
    deleteAfterDays: 1,
  });
}

/** What pg-boss needs of a database or, for one call, of a transaction. */
export function adapt(runner: Database | Transaction): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      // pg-boss wraps its scripts of several statements so; the one connection of PGlite must surely leave them.
      const script = /^\s*BEGIN;(.*)COMMIT;\s*$/s.exec(text)?.[1];
      if (script === undefined) return { rows: [...(await runner.query(text, values))] };
      if (!('transaction' in runner)) throw new Error('pg-boss began a transaction inside one');
      await runner.transaction((transaction) => transaction.script(script));
      return { rows: [] };
    },
  };
}

/**
 * Ours on pg-boss's table: one running job a group; one waiting job a key; and the order of a group and of all.
 * The last one finds groups that are held up by a job that waits for its retry.
 */
const INDEXES: readonly (readonly [name: string, definition: string])[] = [
  [
    'job_running_group',
    `CREATE UNIQUE INDEX job_running_group ON ${JOBS}.job (name, singleton_key) WHERE state = 'active'`,
  ],
  [
    'job_waiting_key',
    `CREATE UNIQUE INDEX job_waiting_key ON ${JOBS}.job (name, (data->>'key')) WHERE state = 'created'`,
  ],
  [
    'job_group_order',
    `CREATE INDEX job_group_order ON ${JOBS}.job (name, singleton_key, priority DESC, created_on, id) WHERE state < 'active'`,
  ],
  [
    'job_order',
    `CREATE INDEX job_order ON ${JOBS}.job (name, priority DESC, created_on, id) WHERE state < 'active'`,
  ],
  [
    'job_held_group',
    `CREATE INDEX job_held_group ON ${JOBS}.job (name, singleton_key) WHERE state = 'retry'`,
  ],
];
