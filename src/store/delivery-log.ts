import type { Queryable, Transaction } from './database.ts';
import { storableText } from './storable.ts';

/** `fresh`: never seen; `running`: being worked on; `done`: answered. */
type DeliveryState = 'fresh' | 'running' | 'done';

/** Remembers what was delivered, over restarts and for all processes on the database. */
export interface DeliveryLog {
  /** Takes a delivery on; only the caller that gets `fresh` may work on it. */
  begin(key: string): Promise<DeliveryState>;
  /** Says that it is still worked on: without a sign for 50 seconds it counts as cut off, and is free again. */
  renew(key: string): Promise<void>;
  /** Marks it as done, whether it was taken on here or not. */
  finish(key: string): Promise<void>;
  /** Gives the delivery free again: a retry of it is `fresh`. */
  fail(key: string): Promise<void>;
}

/**
 * A delivery that gave no sign for longer than this was cut off with its process. Slack delivers again after one minute and
 * after five, so the first of these already finds it free.
 */
const CUT_OFF_AFTER_SECONDS = 50;

export function createDeliveryLog(
  database: Queryable,
  cutOffAfterSeconds: number = CUT_OFF_AFTER_SECONDS,
): DeliveryLog {
  return {
    begin: async (key) => {
      const taken = await database.query(
        `INSERT INTO pasteur.deliveries AS d (event_id, state) VALUES ($1, 'running')
         ON CONFLICT (event_id) DO UPDATE SET at = now()
           WHERE d.state = 'running' AND d.at < now() - make_interval(secs => $2)
         RETURNING event_id`,
        [storableText(key), cutOffAfterSeconds],
      );
      if (taken.length > 0) return 'fresh';
      const rows = await database.query('SELECT state FROM pasteur.deliveries WHERE event_id = $1', [
        storableText(key),
      ]);
      return rows[0]?.state === 'done' ? 'done' : 'running';
    },
    renew: async (key) => {
      await database.query(
        "UPDATE pasteur.deliveries SET at = now() WHERE event_id = $1 AND state = 'running'",
        [storableText(key)],
      );
    },
    finish: async (key) => {
      await database.query(
        `INSERT INTO pasteur.deliveries AS d (event_id, state) VALUES ($1, 'done')
         ON CONFLICT (event_id) DO UPDATE SET state = 'done', at = now()`,
        [storableText(key)],
      );
    },
    fail: async (key) => {
      await database.query("DELETE FROM pasteur.deliveries WHERE event_id = $1 AND state = 'running'", [
        storableText(key),
      ]);
    },
  };
}

/**
 * Marks deliveries as done, in the transaction that does their work.
 * @returns those of the keys that were never seen; the others were done before.
 */
export async function takeDeliveries(
  transaction: Transaction,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const byStored = new Map(keys.map((key) => [storableText(key), key]));
  // In one order for all, so that two transactions never wait for each other.
  const taken = await transaction.query(
    `INSERT INTO pasteur.deliveries (event_id, state) SELECT DISTINCT key, 'done' FROM unnest($1::text[]) AS key ORDER BY 1
     ON CONFLICT DO NOTHING RETURNING event_id`,
    [[...byStored.keys()]],
  );
  return new Set(taken.flatMap(({ event_id: key }) => byStored.get(String(key)) ?? []));
}
