import type { AlertIntake } from '../store/alerts/alert-intake.ts';
import type { AlertStore } from '../store/alerts/alert-store.ts';
import { currentTeam, teamKey, withTeam } from '../store/current-team.ts';
import type { Database, Transaction } from '../store/database/database.ts';
import { takeDeliveries } from '../store/delivery-log.ts';
import type { JobRequest, Queue } from '../store/queue/queue.ts';
import { type Alert, fitKey } from './alert.ts';
import { gather } from './gather.ts';
import type { AcceptAlerts, AlertDelivery } from './webhook.ts';

/** Queue of the alerts whose thread in Slack has to follow a change. */
export const ALERT_QUEUE = 'alerts';

export interface IntakeOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly alerts: AlertStore<Alert>;
  /** Channel that the alerts are posted to, by id or name: jobs of one channel run one after another. */
  readonly channel: string;
  /** Rejects where nothing may be kept; then nothing is. Default: all may. */
  readonly check?: (transaction: Transaction) => Promise<void>;
}

/** Alerts that are written together: a transaction of so many takes some tenths of a second. */
const MOST_TOGETHER = 500;

/** A transaction costs some 10 ms on PGlite, which has one thread for all: so often leaves time for the rest. */
const LEAST_MS = 50;

interface Delivered {
  readonly reports: readonly Alert[];
  readonly delivery: AlertDelivery;
}

/**
 * Keeps alerts for good: the delivery, the alerts and the jobs that post them are written in one transaction, or
 * nothing is, and the sender tries again. A delivery that was taken before changes nothing. Deliveries that come while
 * a transaction runs share the next one: most of its cost does not grow with what it writes. All are for the workspace
 * that is worked for when this is called.
 */
export function createIntake({ database, queue, alerts, channel, check }: IntakeOptions): AcceptAlerts {
  const team = currentTeam();
  const keep = gather<Delivered>({
    work: (delivered) =>
      withTeam(team, () =>
        database.transaction(async (transaction) => {
          await check?.(transaction);
          const fresh = await withoutRepeated(transaction, delivered);
          const reports = fresh.flatMap((each) => each.reports);
          const arrivals = reports.map((report) => ({ report: withGroup(report) }));
          const intakes = await alerts.record(transaction, arrivals);
          await queue.sendAll(transaction, ALERT_QUEUE, jobsOf(intakes, reports, channel));
        }),
      ),
    weigh: ({ reports }) => reports.length,
    mostWeight: MOST_TOGETHER,
    leastMs: LEAST_MS,
  });
  return (reports, delivery) => keep({ reports, delivery });
}

async function withoutRepeated(
  transaction: Transaction,
  delivered: readonly Delivered[],
): Promise<readonly Delivered[]> {
  const fresh = await takeDeliveries(
    transaction,
    delivered.flatMap(({ delivery }) => keyOf(delivery) ?? []),
  );
  return delivered.filter(({ delivery }) => {
    const key = keyOf(delivery);
    // Of two with one key the first counts.
    return key === undefined || fresh.delete(key);
  });
}

function keyOf({ source, id }: AlertDelivery): string | undefined {
  return id === undefined ? undefined : teamKey(`alerts:${source}:${id}`);
}

/** Alerts of one rule belong together where the sender names no group: a storm of them is one summary. */
function withGroup(report: Alert): Alert {
  return { ...report, groupKey: report.groupKey ?? fitKey(`${report.source} ${report.name}`) };
}

/** Names the job of an alert that waits. */
export function alertKey(id: string): string {
  return `alert:${id}`;
}

/** News go before counts, and what is critical before all. */
const PRIORITY = { critical: 20, news: 10, repeat: 0 } as const;

/** One job an alert: it brings the thread to what the database says when it runs, whatever happened in between. */
export function jobsOf(
  intakes: readonly AlertIntake[],
  reports: readonly Alert[],
  channel: string,
): readonly JobRequest[] {
  const jobs = new Map<string, JobRequest>();
  intakes.forEach(({ id, change, postChannel }, index) => {
    if (change === 'stale') return;
    const isCritical = reports[index]?.severity === 'critical';
    const own = change === 'repeat' ? PRIORITY.repeat : isCritical ? PRIORITY.critical : PRIORITY.news;
    const priority = Math.max(own, jobs.get(id)?.priority ?? 0);
    const job = alertJob(id, postChannel ?? channel);
    jobs.set(id, { ...job, priority });
  });
  return [...jobs.values()];
}

/** The job that brings the thread of an alert in a channel up to date. */
export function alertJob(id: string, channel: string): JobRequest {
  return {
    data: { alert: id },
    group: `channel:${channel}`,
    singletonKey: alertKey(id),
    priority: PRIORITY.news,
  };
}
