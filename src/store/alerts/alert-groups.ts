import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Queryable, Transaction } from '../database/database.ts';

/** A group of alerts and its summary message. */
export interface AlertGroup {
  readonly groupKey: string;
  /** Alerts of the group that were opened in the window that was asked for. */
  readonly openedLately: number;
  /** Since when more alerts come than are shown one by one. */
  readonly stormSince: Date | undefined;
  /** Alerts that the summary of the running storm stands for. */
  readonly stormCount: number;
  readonly summary:
    | { readonly state: 'none' | 'posting' }
    | { readonly state: 'posted'; readonly channel: string; readonly ts: string };
}

const GROUP = z.object({
  group_key: z.string(),
  opened_lately: z.number(),
  storm_since: z.date().nullable(),
  storm_count: z.number(),
  channel: z.string().nullable(),
  summary_ts: z.string().nullable(),
  summary_state: z.enum(['none', 'posting', 'posted']),
});

/**
 * Reads a group and locks it until the transaction ends, so that only one process at a time decides about its storm.
 * Call it after `record`, which counts among `openedLately`. Lock several groups in the order of their keys.
 */
export async function lockGroup(
  transaction: Transaction,
  groupKey: string,
  windowSeconds: number,
): Promise<AlertGroup> {
  await transaction.query(
    `INSERT INTO pasteur.alert_groups (group_key, team) VALUES ($1, $2)
     ON CONFLICT (team, group_key) DO UPDATE SET last_seen = clock_timestamp()`,
    [groupKey, rowTeam()],
  );
  const group = await readGroup(transaction, groupKey, windowSeconds);
  if (group === undefined) throw new Error(`the alert group ${groupKey} was deleted while it was locked`);
  return group;
}

/** Reads a group without locking it. */
export async function readGroup(
  runner: Queryable,
  groupKey: string,
  windowSeconds: number,
): Promise<AlertGroup | undefined> {
  const [row] = await runner.query(
    `SELECT g.group_key, g.channel, g.summary_ts, g.summary_state, g.storm_since, g.storm_count,
       (SELECT count(*)::int FROM pasteur.alerts a
        WHERE a.team = g.team AND a.group_key = g.group_key AND a.first_seen > clock_timestamp() - make_interval(secs => $2)) AS opened_lately
     FROM pasteur.alert_groups g WHERE g.team = $3 AND g.group_key = $1`,
    [groupKey, windowSeconds, rowTeam()],
  );
  if (row === undefined) return undefined;
  const group = GROUP.parse(row);
  return {
    groupKey: group.group_key,
    openedLately: group.opened_lately,
    stormSince: group.storm_since ?? undefined,
    stormCount: group.storm_count,
    summary:
      group.summary_state === 'posted'
        ? { state: 'posted', channel: group.channel ?? '', ts: group.summary_ts ?? '' }
        : { state: group.summary_state },
  };
}

/** Counts alerts into the group's storm; starts one when none is running. */
export async function addToStorm(transaction: Transaction, groupKey: string, alerts: number): Promise<void> {
  await transaction.query(
    `UPDATE pasteur.alert_groups
     SET storm_since = coalesce(storm_since, clock_timestamp()), storm_count = storm_count + $2
     WHERE team = $3 AND group_key = $1`,
    [groupKey, alerts, rowTeam()],
  );
}

/** Ends the storm: the next one gets a summary message of its own. */
export async function endStorm(runner: Queryable, groupKey: string): Promise<void> {
  await runner.query(
    `UPDATE pasteur.alert_groups
     SET storm_since = NULL, storm_count = 0, summary_state = 'none', channel = NULL, summary_ts = NULL
     WHERE team = $2 AND group_key = $1`,
    [groupKey, rowTeam()],
  );
}

/** Says that the summary is about to be posted; false when it is posted or an earlier post was cut off. */
export async function claimSummary(runner: Queryable, groupKey: string): Promise<boolean> {
  const rows = await runner.query(
    "UPDATE pasteur.alert_groups SET summary_state = 'posting' WHERE team = $2 AND group_key = $1 AND summary_state = 'none' RETURNING group_key",
    [groupKey, rowTeam()],
  );
  return rows.length > 0;
}

/** Records where the summary is. */
export async function recordSummary(
  runner: Queryable,
  groupKey: string,
  channel: string,
  ts: string,
): Promise<void> {
  await runner.query(
    "UPDATE pasteur.alert_groups SET summary_state = 'posted', channel = $2, summary_ts = $3 WHERE team = $4 AND group_key = $1",
    [groupKey, channel, ts, rowTeam()],
  );
}
