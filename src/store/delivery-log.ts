import { z } from 'zod';
import { rowTeam } from './current-team.ts';
import type { Queryable, Transaction } from './database/database.ts';
import { storableText } from './database/storable.ts';

/** `fresh`: never seen; `again`: begun before, and cut off or left; `running`: being worked on; `done`: answered. */
export type DeliveryState = 'fresh' | 'again' | 'running' | 'done';

/** What a delivery asks, kept until it is answered. */
export interface KeptQuestion {
  /** Slack's delivery as JSON. */
  readonly body: string;
  /** Id of the workspace that it is for; '' where Pasteur has only one. */
  readonly team: string;
}

/** A question whose process was cut off, taken on anew. */
export interface Unanswered {
  readonly key: string;
  readonly body: string;
  /** How often work on it was begun, this time included. */
  readonly tries: number;
  /** Tried five times over two minutes at the least, or a day old: nobody waits for the answer any more. */
  readonly isHopeless: boolean;
}

/** Remembers what was delivered, so that a repeated delivery is answered once, and a failed or cut-off one again. */
export interface DeliveryLog {
  /** Takes a delivery on; only the caller that gets `fresh` or `again` may work on it. */
  begin(key: string, question?: KeptQuestion): Promise<DeliveryState>;
  /** Says that it is still worked on: without a sign for 50 seconds it counts as cut off, and is free again. */
  renew(key: string): Promise<void>;
  /** Marks it as done, whether it was taken on here or not, and forgets what it asked. */
  finish(key: string): Promise<void>;
  /** Gives the delivery free again, and forgets what it asked: a retry of it is `fresh`. */
  fail(key: string): Promise<void>;
  /** Gives up working on it for now: it is `again` once it counts as cut off. In memory, where nothing does, it is free. */
  leave(key: string): Promise<void>;
  /** Takes on questions that were cut off, those tried least first, each by one caller only. */
  takeUnanswered(limit: number): Promise<readonly Unanswered[]>;
}

/**
 * A delivery that gave no sign for longer than this was cut off with its process. Slack delivers again after one minute and
 * after five, so the first of these already finds it free.
 */
const CUT_OFF_AFTER_SECONDS = 50;

/** One that ends the process each time must not do so for ever, but a process that cannot stay up for a minute must not lose all. */
const MOST_TRIES = 5;
const TRIED_FOR_SECONDS = 120;
const HOPELESS_AFTER_HOURS = 24;

const UNANSWERED = z.object({
  key: z.string(),
  body: z.string(),
  tries: z.number(),
  hopeless: z.boolean(),
});

export function createDeliveryLog(
  database: Queryable,
  cutOffAfterSeconds: number = CUT_OFF_AFTER_SECONDS,
): DeliveryLog {
  return {
    begin: async (key, question) => {
      // Slack waits until a question is written down.
      const options = { isUrgent: question !== undefined };
      const [taken] = await database.query(
        `INSERT INTO pasteur.deliveries AS d (event_id, state, body, team, asked_at)
         VALUES ($1, 'running', $3, $4, CASE WHEN $3::text IS NOT NULL THEN now() END)
         ON CONFLICT (event_id) DO UPDATE SET at = now(), tries = d.tries + 1
           WHERE d.state = 'running' AND d.at < now() - make_interval(secs => $2)
         RETURNING tries`,
        [
          storableText(key),
          cutOffAfterSeconds,
          question === undefined ? null : storableText(question.body),
          question?.team ?? rowTeam(),
        ],
        options,
      );
      if (taken !== undefined) return taken.tries === 1 ? 'fresh' : 'again';
      const rows = await database.query(
        'SELECT state FROM pasteur.deliveries WHERE event_id = $1',
        [storableText(key)],
        options,
      );
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
         ON CONFLICT (event_id) DO UPDATE SET state = 'done', at = now(), body = NULL`,
        [storableText(key)],
      );
    },
    fail: async (key) => {
      await database.query("DELETE FROM pasteur.deliveries WHERE event_id = $1 AND state = 'running'", [
        storableText(key),
      ]);
    },
    leave: async () => undefined,
    takeUnanswered: async (limit) => {
      const rows = await database.query(
        `UPDATE pasteur.deliveries AS d SET at = now(), tries = d.tries + 1
         FROM (
           SELECT event_id FROM pasteur.deliveries
           WHERE body IS NOT NULL AND state = 'running' AND at < now() - make_interval(secs => $1)
           ORDER BY tries, at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) AS due
         WHERE d.event_id = due.event_id
         RETURNING d.event_id AS key, d.body, d.tries,
           (d.tries > $3 AND d.asked_at < now() - make_interval(secs => $4))
             OR d.asked_at < now() - make_interval(hours => $5) AS hopeless`,
        [cutOffAfterSeconds, limit, MOST_TRIES, TRIED_FOR_SECONDS, HOPELESS_AFTER_HOURS],
      );
      return rows.map((row) => {
        const { key, body, tries, hopeless } = UNANSWERED.parse(row);
        return { key, body, tries, isHopeless: hopeless };
      });
    },
  };
}

/**
 * Counts all that is being worked on as cut off. Only for a process that has the database to itself and has begun
 * nothing yet: whoever worked on it is gone.
 */
export async function releaseDeliveries(database: Queryable): Promise<void> {
  await database.query(
    "UPDATE pasteur.deliveries SET at = now() - interval '1 hour' WHERE state = 'running'",
  );
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
    `INSERT INTO pasteur.deliveries (event_id, state, team) SELECT DISTINCT key, 'done', $2 FROM unnest($1::text[]) AS key ORDER BY 1
     ON CONFLICT DO NOTHING RETURNING event_id`,
    [[...byStored.keys()], rowTeam()],
  );
  return new Set(taken.flatMap(({ event_id: key }) => byStored.get(String(key)) ?? []));
}
