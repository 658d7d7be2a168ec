import { randomUUID } from 'node:crypto';
import { type AlertChange, type AlertState, decideChange } from './alert-change.ts';
import { type AlertReport, POST_SOURCE } from './alert-record.ts';

/** A report and the channel where its alert belongs, as far as it is known. */
export interface AlertArrival<Report extends AlertReport> {
  readonly report: Report;
  readonly channel?: string | undefined;
}

/** Turns that are kept as an alert's history; repeats are only counted. */
export type AlertTurn = 'opened' | 'acknowledged' | 'resolved' | 'reopened';

/** What is to be written of an alert after some reports on it. */
export interface AlertDraft<Report extends AlertReport> extends AlertState {
  readonly id: string;
  /** Not in the database yet. */
  readonly isNew: boolean;
  /** The newest report; undefined as long as nothing is to be written. */
  readonly report: Report | undefined;
  readonly channel: string | undefined;
  /** Source of its first report, and that of the report it keeps. */
  readonly source: string;
  readonly toldBy: string;
  /** The report is kept that is there: a post says less than it. */
  readonly keepsReport: boolean;
  /** Channel of the post that its thread hangs on. */
  readonly postChannel: string | undefined;
  /** Reports that said it holds, and reopenings, to be added to the row's. */
  readonly counted: number;
  readonly reopened: number;
  /** A report of these has resolved it. */
  readonly isResolvedNow: boolean;
}

/** What became of one arrival. */
export interface DraftStep<Report extends AlertReport> {
  readonly change: AlertChange;
  readonly draft: AlertDraft<Report>;
  readonly turn: AlertTurn | undefined;
}

const TURNS: Readonly<Record<AlertChange, AlertTurn | undefined>> = {
  new: 'opened',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
  reopened: 'reopened',
  repeat: undefined,
  stale: undefined,
};

/** Applies one arrival. `now` (the database's time) stands in for a start that the report does not say. */
export function advance<Report extends AlertReport>(
  draft: AlertDraft<Report> | undefined,
  { report, channel }: AlertArrival<Report>,
  now: number,
): DraftStep<Report> {
  const { status } = report;
  const startsAt = readTime(report.startsAt);
  const change = decideChange(draft, { status, startsAt });
  const turn = TURNS[change];
  const isResolved = status === 'resolved';
  if (draft === undefined || change === 'new') {
    const opened: AlertDraft<Report> = {
      id: randomUUID(),
      isNew: true,
      status,
      startsAt: startsAt ?? now,
      isReopenable: isResolved,
      report,
      channel,
      source: report.source,
      toldBy: report.source,
      keepsReport: false,
      postChannel: report.source === POST_SOURCE ? channel : undefined,
      counted: isResolved ? 0 : 1,
      reopened: 0,
      isResolvedNow: isResolved,
    };
    return { change, draft: opened, turn };
  }
  if (change === 'stale') return { change, draft, turn };
  // What one road says again is a repeat; that another says it too is not.
  const isRepeat = change === 'repeat' && report.source === draft.source;
  const counts = isRepeat || change === 'reopened' ? 1 : 0;
  const keepsReport = report.source === POST_SOURCE && draft.toldBy !== POST_SOURCE;
  const advanced: AlertDraft<Report> = {
    ...draft,
    status: change === 'repeat' ? draft.status : status,
    startsAt: change === 'reopened' ? (startsAt ?? draft.startsAt) : draft.startsAt,
    isReopenable: isResolved,
    report,
    channel: draft.channel ?? channel,
    toldBy: keepsReport ? draft.toldBy : report.source,
    keepsReport,
    counted: draft.counted + counts,
    reopened: draft.reopened + (change === 'reopened' ? 1 : 0),
    isResolvedNow: isResolved,
  };
  return { change, draft: advanced, turn };
}

/** Milliseconds since 1970, as far as the database can hold them. */
function readTime(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  // Before 1970 are the zero times of some systems, such as 0001-01-01.
  return Number.isNaN(time) || time <= 0 || time > LATEST ? undefined : time;
}

const LATEST = Date.UTC(9999, 11, 31);
