import { addToStorm, endStorm, lockGroup } from '../store/alerts/alert-groups.ts';
import type { AlertRecord } from '../store/alerts/alert-record.ts';
import {
  coverByStorm,
  leaveStorm,
  lockCovered,
  readStormFigures,
  type StormFigures,
} from '../store/alerts/alert-storms.ts';
import type { Database, Transaction } from '../store/database/database.ts';
import { readClock } from '../store/database/database-clock.ts';
import { type Alert, hashOf } from './alert.ts';

/** More new alerts of a group in this time are a storm: one summary stands for them. */
const STORM = { alerts: 10, seconds: 60 } as const;

/** Alerts of a storm that one transaction looks at, so that it stays short. */
const MOST_AT_ONCE = 500;

/** Names that a summary lists. */
const MOST_NAMES = 10;

/** Names one storm of a group. */
export interface Storm {
  readonly groupKey: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What a summary shows. */
export interface StormView extends StormFigures {
  readonly key: string;
  readonly groupKey: string;
  readonly since: Date;
}

/** What is done in the transaction that finds an alert to be part of a storm. */
export type OnStorm = (
  transaction: Transaction,
  storm: Storm,
  /** Ids of alerts that its summary stands for: nothing else has to be done for them. */
  covered: readonly string[],
) => Promise<void>;

/**
 * Tells whether a summary stands for an alert. It is decided when the alert would be posted, for all alerts of its group
 * that wait to be, and holds for all that follows of them. A critical alert is never held back, nor is one that has its
 * card.
 */
export async function stormOf(
  database: Database,
  record: AlertRecord<Alert>,
  onStorm: OnStorm,
): Promise<Storm | undefined> {
  const { id, groupKey, report, messageState, stormSince } = record;
  if (groupKey === undefined || messageState !== 'none') return undefined;
  if (report.severity === 'critical') {
    if (stormSince === undefined) return undefined;
    // It became critical after the storm had taken it in: it gets its own message, and the summary counts one less.
    await database.transaction(async (transaction) => {
      await leaveStorm(transaction, id);
      await onStorm(transaction, { groupKey, since: stormSince.toISOString() }, []);
    });
    return undefined;
  }
  return database.transaction(async (transaction) => {
    const found =
      stormSince === undefined
        ? await joinStorm(transaction, groupKey, record.firstSeen)
        : {
            since: stormSince,
            covered: await lockCovered(transaction, { groupKey, since: stormSince }, MOST_AT_ONCE),
          };
    if (found === undefined) return undefined;
    const storm = { groupKey, since: found.since.toISOString() };
    await onStorm(transaction, storm, found.covered);
    return storm;
  });
}

/** Takes what waits of a group into its storm, if there is one or if this is the moment at which one begins. */
async function joinStorm(
  transaction: Transaction,
  groupKey: string,
  firstSeen: Date,
): Promise<{ readonly since: Date; readonly covered: readonly string[] } | undefined> {
  // From a minute before this alert until now: what waited in the queue meanwhile belongs to the same storm.
  const waitedSeconds = Math.max(0, (await readClock(transaction)).getTime() - firstSeen.getTime()) / 1000;
  const group = await lockGroup(transaction, groupKey, STORM.seconds + waitedSeconds);
  if (group.openedLately <= STORM.alerts) {
    if (group.stormSince !== undefined) await endStorm(transaction, groupKey);
    return undefined;
  }
  const since = group.stormSince ?? (await startStorm(transaction, groupKey));
  const olderSeconds = (since.getTime() - firstSeen.getTime()) / 1000 + 1;
  const covered = await coverByStorm(
    transaction,
    { groupKey, since },
    { windowSeconds: Math.max(STORM.seconds, olderSeconds), most: MOST_AT_ONCE },
  );
  await addToStorm(transaction, groupKey, covered.length);
  return { since, covered };
}

async function startStorm(transaction: Transaction, groupKey: string): Promise<Date> {
  await addToStorm(transaction, groupKey, 0);
  const { stormSince } = await lockGroup(transaction, groupKey, STORM.seconds);
  if (stormSince === undefined) throw new Error(`the storm of the group ${groupKey} did not begin`);
  return stormSince;
}

export function stormKey(storm: Storm): string {
  return `storm:${hashOf(storm)}`;
}

/** Reads what the summary of a storm has to show. */
export async function readStorm(database: Database, storm: Storm): Promise<StormView> {
  const { groupKey } = storm;
  const since = new Date(storm.since);
  const figures = await readStormFigures(database, { groupKey, since }, MOST_NAMES);
  return { key: stormKey(storm), groupKey, since, ...figures };
}
