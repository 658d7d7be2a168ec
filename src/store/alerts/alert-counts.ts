import { z } from 'zod';
import { currentTeam } from '../current-team.ts';
import type { Queryable } from '../database/database.ts';
import { ALERT_STATUSES, type AlertStatus } from './alert-record.ts';

/** How many alerts the workspace has that is worked for; outside of any, all of them. */
export interface AlertCounts {
  readonly byStatus: Readonly<Record<AlertStatus, number>>;
  /** Alerts that Slack does not show yet; those in a post's thread may have nothing to say. */
  readonly unposted: number;
  readonly dead: number;
}

const COUNTS = z.array(
  z.object({
    status: z.enum(ALERT_STATUSES),
    all: z.number(),
    unposted: z.number(),
    dead: z.number(),
  }),
);

const COUNT = `
  SELECT status, count(*)::int AS "all",
    (count(*) FILTER (WHERE message_state = 'posting' OR (message_state = 'none' AND thread_ts IS NULL AND storm_since IS NULL)))::int AS unposted,
    (count(*) FILTER (WHERE message_state = 'dead'))::int AS dead
  FROM pasteur.alerts WHERE $1::text IS NULL OR team = $1 GROUP BY status`;

export async function readCounts(runner: Queryable): Promise<AlertCounts> {
  const counts = COUNTS.parse(await runner.query(COUNT, [currentTeam() ?? null]));
  const of = (status: AlertStatus) => counts.find((count) => count.status === status)?.all ?? 0;
  return {
    byStatus: { firing: of('firing'), acknowledged: of('acknowledged'), resolved: of('resolved') },
    unposted: counts.reduce((sum, { unposted }) => sum + unposted, 0),
    dead: counts.reduce((sum, { dead }) => sum + dead, 0),
  };
}
