import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Transaction } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable.ts';
import type { AlertChange } from './alert-change.ts';
import { type AlertArrival, type AlertDraft, advance } from './alert-draft.ts';
import { ALERT_STATUSES, type AlertReport, POST_SOURCE } from './alert-record.ts';

/** What became of one arrival. */
export interface AlertIntake {
  /** The alert's id. */
  readonly id: string;
  readonly change: AlertChange;
  /** Channel of the post that the alert's thread hangs on. */
  readonly postChannel: string | undefined;
}

/** Any number: keeps these advisory locks apart from others. */
const LOCKS = 727_883_402;

const TIME = z.object({ now: z.date() });
const CURRENT = z.object({
  id: z.string(),
  own_source: z.string(),
  own_fingerprint: z.string(),
  told_by: z.string(),
  channel: z.string().nullable(),
  source: z.string(),
  fingerprint: z.string(),
  status: z.enum(ALERT_STATUSES),
  starts_at: z.date(),
  is_reopenable: z.boolean(),
});

/**
 * Writes reports in a handful of statements, however many there are. Reports of the same alert in other transactions
 * wait until this one ends, so that each sees what the one before it changed. They belong to the workspace that is worked
 * for: the same report for another one is another alert.
 */
export async function takeIn<Report extends AlertReport>(
  transaction: Transaction,
  arrivals: readonly AlertArrival<Report>[],
  reopenWithinSeconds: number,
): Promise<readonly AlertIntake[]> {
  if (arrivals.length === 0) return [];
  const now = await lock(
    transaction,
    arrivals.map(({ report }) => identityOf(report)),
  );
  const found = await readCurrent(transaction, arrivals, reopenWithinSeconds);
  // Reports by another identity of an alert wait for those by its own, and see what they changed.
  const others = found.filter(
    (row) => row.own_source !== row.source || row.own_fingerprint !== row.fingerprint,
  );
  if (others.length > 0) await lock(transaction, others.map(ownIdentity));
  const current = others.length > 0 ? await readCurrent(transaction, arrivals, reopenWithinSeconds) : found;
  const drafts = draftsOf<Report>(current);
  const written = new Map<string, AlertDraft<Report>>();
  const turns: { readonly alert_id: string; readonly turn: string }[] = [];
  const intakes = arrivals.map((arrival): AlertIntake => {
    const identity = identityOf(arrival.report);
    const { change, draft, turn } = advance(drafts.get(identity), arrival, now.getTime());
    drafts.set(identity, draft);
    if (draft.report !== undefined) written.set(draft.id, draft);
    if (turn !== undefined) turns.push({ alert_id: draft.id, turn });
    return { id: draft.id, change, postChannel: draft.postChannel };
  });
  const [added, changed] = [true, false].map((isNew) =>
    [...written.values()].filter((draft) => draft.isNew === isNew).map((draft) => toRow(draft, now)),
  );
  if (added !== undefined && added.length > 0)
    await transaction.query(INSERT, [storableJson(added), now, rowTeam()]);
  if (changed !== undefined && changed.length > 0)
    await transaction.query(UPDATE, [storableJson(changed), now]);
  if (turns.length > 0) await transaction.query(INSERT_TURNS, [JSON.stringify(turns), now]);
  return intakes;
}

/**
 * Locks the alerts, known or not, in one order for all, so that two transactions never wait for each other. A thousand
 * locks stand for all alerts: the server has room for some thousands only. Gives the time once they are held.
 */
async function lock(transaction: Transaction, identities: readonly string[]): Promise<Date> {
  // The clock is read for the one row of the outcome, so when all rows that it counts have their locks.
  const [row] = await transaction.query(
    `SELECT count(held), clock_timestamp() AS now FROM (
       SELECT pg_advisory_xact_lock($1, bucket)::text AS held FROM (
         SELECT DISTINCT hashtext(identity) & 1023 AS bucket FROM unnest($2::text[]) AS identity ORDER BY 1
       ) AS buckets
     ) AS locks`,
    [LOCKS, identities],
  );
  return TIME.parse(row).now;
}

type Current = z.output<typeof CURRENT>;

async function readCurrent(
  transaction: Transaction,
  arrivals: readonly AlertArrival<AlertReport>[],
  reopenWithinSeconds: number,
): Promise<readonly Current[]> {
  const wanted = arrivals.map(({ report: { source, fingerprint } }) => ({ source, fingerprint }));
  const rows = await transaction.query(
    `SELECT DISTINCT ON (r.source, r.fingerprint)
       a.id, r.source, r.fingerprint, a.source AS own_source, a.fingerprint AS own_fingerprint, a.status, a.starts_at,
       a.channel, a.report->>'source' AS told_by,
       coalesce(a.resolved_at > clock_timestamp() - make_interval(secs => $2), false) AS is_reopenable
     FROM (SELECT DISTINCT source, fingerprint FROM jsonb_to_recordset($1::jsonb) AS r (source text, fingerprint text)) AS r
     CROSS JOIN LATERAL (
       SELECT * FROM pasteur.alerts own WHERE own.team = $3 AND own.source = r.source AND own.fingerprint = r.fingerprint
       UNION ALL
       SELECT named.* FROM pasteur.alert_aliases alias JOIN pasteur.alerts named ON named.id = alias.alert_id
       WHERE named.team = $3 AND alias.source = r.source AND alias.fingerprint = r.fingerprint
     ) AS a
     ORDER BY r.source, r.fingerprint, a.first_seen DESC, a.starts_at DESC`,
    [storableJson(wanted), reopenWithinSeconds, rowTeam()],
  );
  return rows.map((row) => CURRENT.parse(row));
}

function draftsOf<Report extends AlertReport>(rows: readonly Current[]): Map<string, AlertDraft<Report>> {
  return new Map(
    rows.map((current) => [
      identityOf(current),
      {
        id: current.id,
        isNew: false,
        status: current.status,
        startsAt: current.starts_at.getTime(),
        isReopenable: current.is_reopenable,
        report: undefined,
        channel: undefined,
        source: current.own_source,
        toldBy: current.told_by,
        keepsReport: false,
        postChannel: current.own_source === POST_SOURCE ? (current.channel ?? undefined) : undefined,
        counted: 0,
        reopened: 0,
        isResolvedNow: false,
      },
    ]),
  );
}

function ownIdentity(row: Current): string {
  return identityOf({ source: row.own_source, fingerprint: row.own_fingerprint });
}

function identityOf({
  source,
  fingerprint,
}: {
  readonly source: string;
  readonly fingerprint: string;
}): string {
  return JSON.stringify([storableText(source), storableText(fingerprint)]);
}

function toRow<Report extends AlertReport>(draft: AlertDraft<Report>, now: Date): Record<string, unknown> {
  const report = draft.keepsReport ? undefined : draft.report;
  return {
    id: draft.id,
    source: report?.source,
    fingerprint: report?.fingerprint,
    starts_at: new Date(draft.startsAt),
    status: draft.status,
    severity: report?.severity,
    name: report?.name,
    labels: report?.labels,
    report,
    group_key: report?.groupKey,
    counted: draft.counted,
    reopened: draft.reopened,
    resolved_at: draft.isResolvedNow ? now : undefined,
    channel: draft.channel,
  };
}

const RECORDS = `jsonb_to_recordset($1::jsonb) AS r (
  id uuid, source text, fingerprint text, starts_at timestamptz, status text, severity text, name text, labels jsonb,
  report jsonb, group_key text, counted integer, reopened integer, resolved_at timestamptz, channel text)`;

const INSERT = `
  INSERT INTO pasteur.alerts (id, source, fingerprint, starts_at, status, severity, name, labels, report, group_key,
    count, reopened_count, first_seen, last_seen, resolved_at, channel, team)
  SELECT id, source, fingerprint, starts_at, status, severity, name, labels, report, group_key,
    counted, reopened, $2::timestamptz, $2::timestamptz, resolved_at, channel, $3
  FROM ${RECORDS}`;

const UPDATE = `
  UPDATE pasteur.alerts AS a SET
    status = r.status, starts_at = r.starts_at, severity = coalesce(r.severity, a.severity), name = coalesce(r.name, a.name),
    labels = coalesce(r.labels, a.labels), report = coalesce(r.report, a.report), group_key = coalesce(r.group_key, a.group_key), count = a.count + r.counted,
    reopened_count = a.reopened_count + r.reopened, last_seen = $2::timestamptz, resolved_at = r.resolved_at,
    channel = coalesce(a.channel, r.channel)
  FROM ${RECORDS}
  WHERE a.id = r.id`;

const INSERT_TURNS = `
  INSERT INTO pasteur.alert_turns (alert_id, turn, at)
  SELECT alert_id, turn, $2::timestamptz FROM jsonb_to_recordset($1::jsonb) AS r (alert_id uuid, turn text)`;
