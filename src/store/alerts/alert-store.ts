import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Database, Queryable, Transaction } from '../database/database.ts';
import { type AlertCounts, readCounts } from './alert-counts.ts';
import type { AlertArrival } from './alert-draft.ts';
import { type AlertIntake, takeIn } from './alert-intake.ts';
import {
  ALERT_COLUMNS,
  type AlertRecord,
  type AlertReport,
  type AlertStatus,
  readAlert,
} from './alert-record.ts';

export interface AlertStoreOptions<Report extends AlertReport> {
  /** Checks a report that comes back out of the database. */
  readonly parseReport: (report: unknown) => Report;
  /** A resolved alert that fires again within this time keeps its thread; default 1800 (half an hour). */
  readonly reopenWithinSeconds?: number;
}

/** What a caller that wants to post an alert must do. */
export type PostClaim =
  /** Nothing: the summary of a storm stands for it. */
  | { readonly state: 'covered' }
  /** Post it; nobody has tried. */
  | { readonly state: 'claimed' }
  /** An earlier post was cut off: look for it by its metadata, then post or record. */
  | { readonly state: 'uncertain' }
  | { readonly state: 'posted'; readonly channel: string; readonly cardTs: string };

/**
 * The alerts of the workspace that is worked for, and where their threads are. What an id names is only looked for there;
 * who writes by an id has read it there. Every method takes the transaction or the database to run in.
 */
export interface AlertStore<Report extends AlertReport> {
  /**
   * Takes reports in, in their order, and says what each changed. Send the jobs that follow from it in the same
   * transaction. The number of statements does not grow with the number of reports.
   */
  record(
    transaction: Transaction,
    arrivals: readonly AlertArrival<Report>[],
  ): Promise<readonly AlertIntake[]>;
  get(id: string): Promise<AlertRecord<Report> | undefined>;
  /** The alert whose thread this is. */
  byThread(channel: string, threadTs: string): Promise<AlertRecord<Report> | undefined>;
  /** Claims the posting of an alert's first message, in this channel unless the alert already has one. */
  claimPost(id: string, channel: string): Promise<PostClaim | undefined>;
  /** Records the card, which its thread hangs on. */
  recordPosted(runner: Queryable, id: string, channel: string, threadTs: string): Promise<void>;
  /** Says that the alert's thread hangs on a post of another app; its card, if there is one, goes there. */
  hangOn(runner: Queryable, id: string, channel: string, threadTs: string): Promise<void>;
  /** Records the card of an alert whose thread hangs on a post. */
  recordCard(runner: Queryable, id: string, cardTs: string): Promise<void>;
  /** Gives a claim back after a post that surely failed. */
  releasePost(id: string): Promise<void>;
  /** Gives the alert up: it is counted as dead, with why. A later `recordPosted` or `releasePost` revives it. */
  markDead(runner: Queryable, id: string, fault: string): Promise<void>;
  setEntry(id: string, entry: string | undefined): Promise<void>;
  /** Unresolved alerts of a channel, or of all, the newest first. */
  newestFiring(channel: string | undefined, limit?: number): Promise<readonly AlertRecord<Report>[]>;
  /** Alerts by last report, the newest first. */
  list(options?: {
    readonly status?: AlertStatus;
    readonly channel?: string;
    readonly groupKey?: string;
    readonly limit?: number;
  }): Promise<readonly AlertRecord<Report>[]>;
  /** How often an alert was reopened in the last seconds: flapping, when often. */
  reopenings(runner: Queryable, id: string, withinSeconds: number): Promise<number>;
  /** Outside of any workspace, those of all. */
  counts(): Promise<AlertCounts>;
  /** Alerts that were given up, the newest first. */
  dead(limit?: number): Promise<readonly AlertRecord<Report>[]>;
}

const REOPEN_WITHIN_SECONDS = 1800;
const LIMIT = 50;
const SELECT = `SELECT ${ALERT_COLUMNS} FROM pasteur.alerts a`;

const CLAIM = z.object({
  before: z.enum(['none', 'posting', 'posted', 'dead']),
  channel: z.string().nullable(),
  card_ts: z.string().nullable(),
  is_covered: z.boolean(),
});
export function createAlertStore<Report extends AlertReport>(
  database: Database,
  options: AlertStoreOptions<Report>,
): AlertStore<Report> {
  const reopenWithinSeconds = options.reopenWithinSeconds ?? REOPEN_WITHIN_SECONDS;
  const select = async (rest: string, values: readonly unknown[]) =>
    (await database.query(`${SELECT} ${rest}`, values)).map((row) => readAlert(row, options.parseReport));
  return {
    record: (transaction, arrivals) => takeIn(transaction, arrivals, reopenWithinSeconds),
    get: async (id) => (await select('WHERE a.id = $1 AND a.team = $2', [id, rowTeam()]))[0],
    byThread: async (channel, threadTs) =>
      (
        await select(
          'WHERE a.team = $3 AND a.channel = $1 AND a.thread_ts = $2 ORDER BY a.first_seen DESC LIMIT 1',
          [channel, threadTs, rowTeam()],
        )
      )[0],
    claimPost: (id, channel) => claimPost(database, id, channel),
    recordPosted: async (runner, id, channel, threadTs) => {
      await runner.query(
        "UPDATE pasteur.alerts SET message_state = 'posted', message_fault = NULL, channel = $2, thread_ts = $3 WHERE id = $1",
        [id, channel, threadTs],
      );
    },
    hangOn: async (runner, id, channel, threadTs) => {
      await runner.query('UPDATE pasteur.alerts SET channel = $2, thread_ts = $3 WHERE id = $1', [
        id,
        channel,
        threadTs,
      ]);
    },
    recordCard: async (runner, id, cardTs) => {
      await runner.query(
        "UPDATE pasteur.alerts SET message_state = 'posted', message_fault = NULL, card_ts = $2 WHERE id = $1",
        [id, cardTs],
      );
    },
    releasePost: async (id) => {
      await database.query(
        "UPDATE pasteur.alerts SET message_state = 'none', message_fault = NULL WHERE id = $1 AND message_state <> 'posted'",
        [id],
      );
    },
    markDead: async (runner, id, fault) => {
      await runner.query(
        "UPDATE pasteur.alerts SET message_state = 'dead', message_fault = $2 WHERE id = $1 AND message_state <> 'posted'",
        [id, fault],
      );
    },
    setEntry: async (id, entry) => {
      await database.query('UPDATE pasteur.alerts SET entry = $2 WHERE id = $1', [id, entry ?? null]);
    },
    newestFiring: (channel, limit = LIMIT) =>
      select(
        "WHERE a.team = $3 AND ($1::text IS NULL OR a.channel = $1) AND a.status <> 'resolved' ORDER BY a.first_seen DESC, a.starts_at DESC, a.id LIMIT $2",
        [channel ?? null, limit, rowTeam()],
      ),
    list: ({ status, channel, groupKey, limit = LIMIT } = {}) =>
      select(
        `WHERE a.team = $5 AND ($1::text IS NULL OR a.status = $1) AND ($2::text IS NULL OR a.channel = $2)
           AND ($3::text IS NULL OR a.group_key = $3)
         ORDER BY a.last_seen DESC, a.id LIMIT $4`,
        [status ?? null, channel ?? null, groupKey ?? null, limit, rowTeam()],
      ),
    reopenings: async (runner, id, withinSeconds) => {
      const rows = await runner.query(
        `SELECT count(*)::int AS times FROM pasteur.alert_turns
         WHERE alert_id = $1 AND turn = 'reopened' AND at > clock_timestamp() - make_interval(secs => $2)`,
        [id, withinSeconds],
      );
      return Number(rows[0]?.times ?? 0);
    },
    counts: async () => readCounts(database),
    dead: (limit = LIMIT) =>
      select("WHERE a.team = $2 AND a.message_state = 'dead' ORDER BY a.last_seen DESC, a.id LIMIT $1", [
        limit,
        rowTeam(),
      ]),
  };
}

async function claimPost(database: Database, id: string, channel: string): Promise<PostClaim | undefined> {
  const rows = await database.query(
    `WITH old AS (
       SELECT id, message_state AS before, channel, coalesce(card_ts, thread_ts) AS card_ts,
         message_state = 'none' AND storm_since IS NOT NULL AND severity <> 'critical' AS is_covered
       FROM pasteur.alerts WHERE id = $1 FOR UPDATE),
     claimed AS (
       UPDATE pasteur.alerts a
       SET message_state = 'posting', message_fault = NULL, channel = coalesce(a.channel, $2), storm_since = NULL
       FROM old WHERE a.id = old.id AND old.before <> 'posted' AND NOT old.is_covered)
     SELECT before, channel, card_ts, is_covered FROM old`,
    [id, channel],
  );
  if (rows[0] === undefined) return undefined;
  const claim = CLAIM.parse(rows[0]);
  if (claim.is_covered) return { state: 'covered' };
  if (claim.before === 'posted') {
    return { state: 'posted', channel: claim.channel ?? channel, cardTs: claim.card_ts ?? '' };
  }
  return { state: claim.before === 'posting' ? 'uncertain' : 'claimed' };
}
