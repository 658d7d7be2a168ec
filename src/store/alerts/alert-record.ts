import { z } from 'zod';
import type { Row } from '../database/database.ts';

/** What a road reports about an alert. It is kept whole, as JSON; the fields named here are also columns. */
export interface AlertReport {
  readonly source: string;
  /** The same for every report of one condition, and unique within its source. */
  readonly fingerprint: string;
  readonly status: AlertStatus;
  readonly severity: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 8601; missing or unreadable: the time of the report. */
  readonly startsAt?: string | undefined;
  readonly groupKey?: string | undefined;
}

/** Source of reports that were read from posts in Slack. Other roads say more, so their reports are kept before these. */
export const POST_SOURCE = 'slack';

export const ALERT_STATUSES = ['firing', 'acknowledged', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/**
 * `none`: not in Slack; `posting`: a post was begun and its end is not known; `posted`; `dead`: given up, see
 * `messageFault`.
 */
export const MESSAGE_STATES = ['none', 'posting', 'posted', 'dead'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** One alert, from its first report until it is resolved, over reopenings. All times are the database's. */
export interface AlertRecord<Report extends AlertReport> {
  readonly id: string;
  /** Source of the first report; that of a post means that the thread hangs on that post. */
  readonly source: string;
  /** The newest report. */
  readonly report: Report;
  readonly status: AlertStatus;
  readonly startsAt: Date;
  /** Reports that said it holds; 1 for one that was not repeated. */
  readonly count: number;
  readonly reopenedCount: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly resolvedAt: Date | undefined;
  readonly groupKey: string | undefined;
  /** Where its thread is or will be. */
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
  /** The card, where it is not the message that the thread hangs on. */
  readonly cardTs: string | undefined;
  readonly messageState: MessageState;
  readonly messageFault: string | undefined;
  /** Start of the storm whose summary stands for it; it then has no message of its own. */
  readonly stormSince: Date | undefined;
  /** Key of the entry that answered it. */
  readonly entry: string | undefined;
}

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);

const time = z
  .date()
  .nullable()
  .transform((value) => value ?? undefined);

const ROW = z.object({
  id: z.string(),
  source: z.string(),
  report: z.unknown(),
  status: z.enum(ALERT_STATUSES),
  starts_at: z.date(),
  count: z.number(),
  reopened_count: z.number(),
  first_seen: z.date(),
  last_seen: z.date(),
  resolved_at: time,
  group_key: text,
  channel: text,
  thread_ts: text,
  card_ts: text,
  message_state: z.enum(MESSAGE_STATES),
  message_fault: text,
  storm_since: time,
  entry: text,
});

/** The columns that `readAlert` reads. */
export const ALERT_COLUMNS = Object.keys(ROW.shape)
  .map((column) => `a.${column}`)
  .join(', ');

/** Checks a row; `parseReport` checks the report in it. */
export function readAlert<Report extends AlertReport>(
  row: Row,
  parseReport: (report: unknown) => Report,
): AlertRecord<Report> {
  const read = ROW.parse(row);
  return {
    id: read.id,
    source: read.source,
    report: parseReport(read.report),
    status: read.status,
    startsAt: read.starts_at,
    count: read.count,
    reopenedCount: read.reopened_count,
    firstSeen: read.first_seen,
    lastSeen: read.last_seen,
    resolvedAt: read.resolved_at,
    groupKey: read.group_key,
    channel: read.channel,
    threadTs: read.thread_ts,
    cardTs: read.card_ts,
    messageState: read.message_state,
    messageFault: read.message_fault,
    stormSince: read.storm_since,
    entry: read.entry,
  };
}
