import { z } from 'zod';
import type { AlertChange } from './alert-change.ts';
import { type AlertArrival, type AlertDraft, advance } from './alert-draft.ts';
import { ALERT_STATUSES, type AlertReport } from './alert-record.ts';
import type { Transaction } from './database.ts';
import { storableJson, storableText } from './storable.ts';

/** What became of one arrival. */
export interface AlertIntake {
  /** The alert's id. */
  readonly id: string;
  readonly change: AlertChange;
}

/** Any number: keeps these advisory locks apart from others. */
const LOCKS = 727_883_402;

const TIME = z.object({ now: z.date() });
const CURRENT = z.object({
  id: z.string(),
  source: z.string(),
  fingerprint: z.string(),
  status: z.enum(ALERT_STATUSES),
  starts_at: z.date(),
  is_reopenable: z.boolean(),
});

/**
 * Writes reports in a handful of statements, however many there are. Reports of the same alert in other transactions
 * wait until this one ends, so that each sees what the one before it changed.
 */
export async function takeIn<Report extends AlertReport>(
  transaction: Transaction,
  arrivals: readonly AlertArrival<Report>[],
  reopenWithinSeconds: number,
): Promise<readonly AlertIntake[]> {
  if (arrivals.length === 0) return [];
  const now = await lock(transaction, arrivals);
  const drafts = await readDrafts<Report>(transaction, arrivals, reopenWithinSeconds);
  const written = new Map<string, AlertDraft<Report>>();
  const turns: { readonly alert_id: string; readonly turn: string }[] = [];
  const intakes = arrivals.map((arrival): AlertIntake => {
    const identity = identityOf(arrival.report);
    const { change, draft, turn } = advance(drafts.get(identity), arrival, now.getTime());
    drafts.set(identity, draft);
    if (draft.report !== undefined) written.set(draft.id, draft);
    if (turn !== undefined) turns.push({ alert_id: draft.id, turn });
    return { id: draft.id, change };
  });
  const [added, changed] = [true, false].map((isNew) =>
    [...written.values()].filter((draft) => draft.isNew === isNew).map((draft) => toRow(draft, now)),
  );
  if (added !== undefined && added.length > 0) await transaction.query(INSERT, [storableJson(added), now]);
  if (changed !== undefined && changed.length > 0)
    await transaction.query(UPDATE, [storableJson(changed), now]);
  if (turns.length > 0) await transaction.query(INSERT_TURNS, [JSON.stringify(turns), now]);
  return intakes;
}

/**
 * Locks the alerts, known or not, in one order for all, so that two transactions never wait for each other. A thousand
 * locks stand for all alerts: the server has room for some thousands only. Gives the time once they are held.
 */
async function lock(transaction: Transaction, arrivals: readonly AlertArrival<AlertReport>[]): Promise<Date> {
  await transaction.query(
    `SELECT pg_advisory_xact_lock($1, bucket) FROM (
       SELECT DISTINCT hashtext(identity) & 1023 AS bucket FROM unnest($2::text[]) AS identity ORDER BY 1
     ) AS buckets`,
    [LOCKS, arrivals.map(({ report }) => identityOf(report))],
  );
  return TIME.parse((await transaction.query('SELECT clock_timestamp() AS now'))[0]).now;
}

async function readDrafts<Report extends AlertReport>(
  transaction: Transaction,
  arrivals: readonly AlertArrival<Report>[],
  reopenWithinSeconds: number,
): Promise<Map<string, AlertDraft<Report>>> {
  const wanted = arrivals.map(({ report: { source, fingerprint } }) => ({ source, fingerprint }));
  const rows = await transaction.query(
    `SELECT DISTINCT ON (source, fingerprint)
       a.id, source, fingerprint, a.status, a.starts_at,
       coalesce(a.resolved_at > clock_timestamp() - make_interval(secs => $2), false) AS is_reopenable
     FROM (SELECT DISTINCT source, fingerprint FROM jsonb_to_recordset($1::jsonb) AS r (source text, fingerprint text)) AS r
     JOIN pasteur.alerts a USING (source, fingerprint)
     ORDER BY source, fingerprint, a.first_seen DESC, a.starts_at DESC`,
    [storableJson(wanted), reopenWithinSeconds],
  );
  const drafts = new Map<string, AlertDraft<Report>>();
  for (const row of rows) {
    const current = CURRENT.parse(row);
    drafts.set(identityOf(current), {
      id: current.id,
      isNew: false,
      status: current.status,
      startsAt: current.starts_at.getTime(),
      isReopenable: current.is_reopenable,
      report: undefined,
      channel: undefined,
      counted: 0,
      reopened: 0,
      isResolvedNow: false,
    });
  }
  return drafts;
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
  const { report } = draft;
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
    count, reopened_count, first_seen, last_seen, resolved_at, channel)
  SELECT id, source, fingerprint, starts_at, status, severity, name, labels, report, group_key,
    counted, reopened, $2::timestamptz, $2::timestamptz, resolved_at, channel
  FROM ${RECORDS}`;

const UPDATE = `
  UPDATE pasteur.alerts AS a SET
    status = r.status, starts_at = r.starts_at, severity = r.severity, name = r.name, labels = r.labels,
    report = r.report, group_key = coalesce(r.group_key, a.group_key), count = a.count + r.counted,
    reopened_count = a.reopened_count + r.reopened, last_seen = $2::timestamptz, resolved_at = r.resolved_at,
    channel = coalesce(a.channel, r.channel)
  FROM ${RECORDS}
  WHERE a.id = r.id`;

const INSERT_TURNS = `
  INSERT INTO pasteur.alert_turns (alert_id, turn, at)
  SELECT alert_id, turn, $2::timestamptz FROM jsonb_to_recordset($1::jsonb) AS r (alert_id uuid, turn text)`;
