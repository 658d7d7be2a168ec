import { z } from 'zod';
import { addToStorm, endStorm, lockGroup } from '../store/alert-groups.ts';
import type { AlertRecord } from '../store/alert-record.ts';
import type { AlertStore } from '../store/alert-store.ts';
import type { Database } from '../store/database.ts';
import { once } from '../store/once.ts';
import { type Alert, hashOf } from './alert.ts';

/** More new alerts of a group in this time are a storm: one summary stands for them. */
const STORM = { alerts: 10, seconds: 60 } as const;

/** Alerts that a summary reads; above that it tells the number only. */
const MOST_READ = 1000;

/** Names one storm of a group. */
export interface Storm {
  readonly groupKey: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What a summary shows. */
export interface StormView {
  readonly key: string;
  readonly groupKey: string;
  readonly since: Date;
  /** Alerts that it stands for. */
  readonly members: readonly AlertRecord<Alert>[];
}

const STORED = z.object({ groupKey: z.string(), since: z.string() }).nullable();

/**
 * Tells whether a summary stands for an alert. It is decided once, when the alert would be posted, and holds for all
 * that follows of it. A critical alert is never held back, nor is one that has its card.
 */
export async function stormOf(database: Database, record: AlertRecord<Alert>): Promise<Storm | undefined> {
  const { id, groupKey, report, messageState } = record;
  if (groupKey === undefined || report.severity === 'critical' || messageState !== 'none') return undefined;
  const decided = await once(database, `alert:${id}:storm`, () => decideStorm(database, record, groupKey));
  return STORED.parse(decided) ?? undefined;
}

async function decideStorm(
  database: Database,
  { firstSeen }: AlertRecord<Alert>,
  groupKey: string,
): Promise<Storm | null> {
  // From a minute before this alert until now: what waited in the queue meanwhile belongs to the same storm.
  const waitedSeconds = Math.max(0, (await database.now()).getTime() - firstSeen.getTime()) / 1000;
  return database.transaction(async (transaction) => {
    const group = await lockGroup(transaction, groupKey, STORM.seconds + waitedSeconds);
    if (group.openedLately <= STORM.alerts) {
      if (group.stormSince !== undefined) await endStorm(transaction, groupKey);
      return null;
    }
    await addToStorm(transaction, groupKey, 1);
    if (group.stormSince !== undefined) return { groupKey, since: group.stormSince.toISOString() };
    const started = await lockGroup(transaction, groupKey, STORM.seconds);
    return { groupKey, since: (started.stormSince ?? firstSeen).toISOString() };
  });
}

export function stormKey(storm: Storm): string {
  return `storm:${hashOf(storm)}`;
}

/** Reads what the summary of a storm has to show. */
export async function readStorm(alerts: AlertStore<Alert>, storm: Storm): Promise<StormView> {
  const since = new Date(storm.since);
  const listed = await alerts.list({ groupKey: storm.groupKey, limit: MOST_READ });
  const from = since.getTime() - STORM.seconds * 1000;
  // Those with a card of their own came before the storm, or are critical.
  const members = listed.filter(
    ({ messageState, firstSeen, report }) =>
      messageState === 'none' && report.severity !== 'critical' && firstSeen.getTime() >= from,
  );
  return { key: stormKey(storm), groupKey: storm.groupKey, since, members };
}
