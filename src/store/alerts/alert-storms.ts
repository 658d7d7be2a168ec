import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Queryable, Transaction } from '../database/database.ts';

/** A storm of a group: its alerts have one summary in place of messages of their own. */
export interface AlertStorm {
  readonly groupKey: string;
  readonly since: Date;
}

/** What a storm is made of. */
export interface StormFigures {
  /** Alerts that its summary stands for. */
  readonly alerts: number;
  /** Those of them that are not resolved. */
  readonly firing: number;
  /** Different names, with their severities. */
  readonly names: number;
  /** The most frequent of them first. */
  readonly topNames: readonly {
    readonly name: string;
    readonly severity: string;
    readonly alerts: number;
  }[];
}

const FIGURES = z.object({
  alerts: z.number(),
  firing: z.number(),
  names: z.number(),
  topNames: z.array(z.object({ name: z.string(), severity: z.string(), alerts: z.number() })),
});

/**
 * Lets the summary of a storm stand for the alerts of its group that have no message yet, from `windowSeconds` before
 * its start on, the oldest `most` of them. Critical ones keep a message of their own.
 * @returns the ids of those that were added.
 */
export async function coverByStorm(
  transaction: Transaction,
  { groupKey, since }: AlertStorm,
  { windowSeconds, most }: { readonly windowSeconds: number; readonly most: number },
): Promise<readonly string[]> {
  const rows = await transaction.query(
    `WITH open AS (
       SELECT id FROM pasteur.alerts
       WHERE team = $5 AND group_key = $1 AND first_seen > $2::timestamptz - make_interval(secs => $3)
         AND message_state = 'none' AND storm_since IS NULL AND severity <> 'critical'
       ORDER BY first_seen, id LIMIT $4 FOR UPDATE)
     UPDATE pasteur.alerts a SET storm_since = $2 FROM open WHERE a.id = open.id
       AND a.message_state = 'none' AND a.severity <> 'critical'
     RETURNING a.id`,
    [groupKey, since, windowSeconds, most, rowTeam()],
  );
  return rows.map(({ id }) => String(id));
}

/**
 * Locks the alerts that the summary of a storm stands for, those with the newest reports, `most` at most.
 * @returns their ids: what waits to be done for them is done by the summary.
 */
export async function lockCovered(
  transaction: Transaction,
  { groupKey, since }: AlertStorm,
  most: number,
): Promise<readonly string[]> {
  const rows = await transaction.query(
    `SELECT id FROM pasteur.alerts
     WHERE team = $4 AND group_key = $1 AND storm_since = $2 AND message_state = 'none' AND severity <> 'critical'
     ORDER BY last_seen DESC, id LIMIT $3 FOR UPDATE`,
    [groupKey, since, most, rowTeam()],
  );
  return rows.map(({ id }) => String(id));
}

/** Takes an alert out of its storm. */
export async function leaveStorm(runner: Queryable, id: string): Promise<void> {
  await runner.query('UPDATE pasteur.alerts SET storm_since = NULL WHERE id = $1', [id]);
}

/** Reads what the summary of a storm shows, with its `most` most frequent names. */
export async function readStormFigures(
  runner: Queryable,
  { groupKey, since }: AlertStorm,
  most: number,
): Promise<StormFigures> {
  const [row] = await runner.query(
    `WITH covered AS (
       SELECT name, severity, count(*)::int AS alerts, (count(*) FILTER (WHERE status <> 'resolved'))::int AS firing
       FROM pasteur.alerts WHERE team = $4 AND group_key = $1 AND storm_since = $2 GROUP BY name, severity
     ), top AS (SELECT * FROM covered ORDER BY alerts DESC, name, severity LIMIT $3)
     SELECT coalesce(sum(alerts), 0)::int AS alerts, coalesce(sum(firing), 0)::int AS firing, count(*)::int AS names,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'severity', severity, 'alerts', alerts)
          ORDER BY alerts DESC, name, severity), '[]'::jsonb) FROM top) AS "topNames"
     FROM covered`,
    [groupKey, since, most, rowTeam()],
  );
  return FIGURES.parse(row);
}
