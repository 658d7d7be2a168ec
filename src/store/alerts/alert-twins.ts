import type { Transaction } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable.ts';
import { ALERT_COLUMNS, type AlertRecord, type AlertReport, POST_SOURCE, readAlert } from './alert-record.ts';

/** Any number: keeps these advisory locks apart from others. */
const LOCKS = 727_883_403;

/** Reports by two roads that lie further apart are not about the same moment. */
const WITHIN_SECONDS = 300;

/** Alerts looked at; in a storm of more nobody can say which is which. */
const MOST = 50;

/** By what else than its name the same alert may be known. */
export interface TwinNames {
  readonly fingerprints: readonly string[];
  /** A label, and the values that it may have. */
  readonly label: string;
  readonly values: readonly string[];
}

/**
 * Unresolved alerts of the same workspace that may be the same as this one: of the other kind of road (a post, or no post), with its name or
 * one of the others, told of within five minutes of it. Until the transaction ends, nobody else decides about alerts
 * with the name or one of the values.
 */
export async function lockTwins<Report extends AlertReport>(
  transaction: Transaction,
  { id, source, report }: AlertRecord<Report>,
  names: TwinNames,
  parseReport: (report: unknown) => Report,
): Promise<readonly AlertRecord<Report>[]> {
  await transaction.query(
    `SELECT pg_advisory_xact_lock($1, key) FROM (
       SELECT DISTINCT hashtext(lower(name)) AS key FROM unnest($2::text[]) AS name ORDER BY 1
     ) AS keys`,
    [LOCKS, [report.name, ...names.values].map(storableText)],
  );
  const isPost = source === POST_SOURCE;
  // Where no post was ever read, the index on the source ends the search at once.
  const rows = await transaction.query(
    `SELECT ${ALERT_COLUMNS} FROM pasteur.alerts a JOIN pasteur.alerts me ON me.id = $1
     WHERE a.id <> me.id AND a.team = me.team AND ${isPost ? 'a.source <> $2' : 'a.source = $2'} AND a.status <> 'resolved' AND me.status <> 'resolved'
       AND (lower(a.name) = lower($3) OR a.fingerprint = ANY($4) OR a.labels->>$7 = ANY($8))
       AND a.first_seen < me.last_seen + make_interval(secs => $5)
       AND a.last_seen > me.first_seen - make_interval(secs => $5)
     ORDER BY a.first_seen LIMIT $6 FOR UPDATE OF a`,
    [
      id,
      POST_SOURCE,
      storableText(report.name),
      names.fingerprints.map(storableText),
      WITHIN_SECONDS,
      MOST,
      names.label,
      names.values.map(storableText),
    ],
  );
  return rows.map((row) => readAlert(row, parseReport));
}

/**
 * Makes one alert of two: `folded` goes, and its reports reach `keeper` from now on. `keeper` shows `report`, which is
 * that of the two that says more, and started when that says.
 */
export async function foldAlert<Report extends AlertReport>(
  transaction: Transaction,
  keeper: AlertRecord<Report>,
  folded: AlertRecord<Report>,
  { report, startsAt }: Pick<AlertRecord<Report>, 'report' | 'startsAt'>,
): Promise<void> {
  await transaction.query(
    `INSERT INTO pasteur.alert_aliases (source, fingerprint, alert_id)
     SELECT source, fingerprint, $2::uuid FROM pasteur.alerts WHERE id = $1
     UNION SELECT source, fingerprint, $2::uuid FROM pasteur.alert_aliases WHERE alert_id = $1
     ON CONFLICT DO NOTHING`,
    [folded.id, keeper.id],
  );
  await transaction.query('DELETE FROM pasteur.alerts WHERE id = $1', [folded.id]);
  await transaction.query(
    `UPDATE pasteur.alerts SET report = $2::jsonb, name = $3, severity = $4, labels = $5::jsonb, starts_at = $6,
       status = CASE WHEN status = 'firing' THEN $7 ELSE status END
     WHERE id = $1`,
    [
      keeper.id,
      storableJson(report),
      storableText(report.name),
      report.severity,
      storableJson(report.labels),
      startsAt,
      folded.status,
    ],
  );
}

/** Takes back an alert that is not worth keeping. */
export async function dropAlert(transaction: Transaction, id: string): Promise<void> {
  await transaction.query('DELETE FROM pasteur.alerts WHERE id = $1', [id]);
}
