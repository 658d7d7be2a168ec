import type { AlertIntake } from '../store/alert-intake.ts';
import type { AlertStore } from '../store/alert-store.ts';
import type { Database, Transaction } from '../store/database.ts';
import { createDeliveryLog } from '../store/delivery-log.ts';
import type { JobRequest, Queue } from '../store/queue.ts';
import { type Alert, fitKey } from './alert.ts';
import type { AcceptAlerts, AlertDelivery } from './webhook.ts';

/** Queue of the alerts whose thread in Slack has to follow a change. */
export const ALERT_QUEUE = 'alerts';

export interface IntakeOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly alerts: AlertStore<Alert>;
  /** Channel that the alerts are posted to, by id or name: jobs of one channel run one after another. */
  readonly channel: string;
}

/**
 * Keeps alerts for good: the delivery, the alerts and the jobs that post them are written in one transaction, or
 * nothing is, and the sender tries again. A delivery that was taken before changes nothing.
 */
export function createIntake({ database, queue, alerts, channel }: IntakeOptions): AcceptAlerts {
  return (reports, delivery) =>
    database.transaction(async (transaction) => {
      if (await isRepeated(transaction, delivery)) return;
      const arrivals = reports.map((report) => ({ report: withGroup(report) }));
      const intakes = await alerts.record(transaction, arrivals);
      await queue.sendAll(transaction, ALERT_QUEUE, jobsOf(intakes, reports, channel));
    });
}

async function isRepeated(transaction: Transaction, { source, id }: AlertDelivery): Promise<boolean> {
  if (id === undefined) return false;
  const deliveries = createDeliveryLog(transaction);
  const key = `alerts:${source}:${id}`;
  if ((await deliveries.begin(key)) !== 'fresh') return true;
  await deliveries.finish(key);
  return false;
}

/** Alerts of one rule belong together where the sender names no group: a storm of them is one summary. */
function withGroup(report: Alert): Alert {
  return { ...report, groupKey: report.groupKey ?? fitKey(`${report.source} ${report.name}`) };
}

/** News go before counts, and what is critical before all. */
const PRIORITY = { critical: 20, news: 10, repeat: 0 } as const;

/** One job an alert: it brings the thread to what the database says when it runs, whatever happened in between. */
function jobsOf(
  intakes: readonly AlertIntake[],
  reports: readonly Alert[],
  channel: string,
): readonly JobRequest[] {
  const jobs = new Map<string, JobRequest>();
  intakes.forEach(({ id, change }, index) => {
    if (change === 'stale') return;
    const isCritical = reports[index]?.severity === 'critical';
    const own = change === 'repeat' ? PRIORITY.repeat : isCritical ? PRIORITY.critical : PRIORITY.news;
    const priority = Math.max(own, jobs.get(id)?.priority ?? 0);
    jobs.set(id, { data: { alert: id }, group: `channel:${channel}`, singletonKey: `alert:${id}`, priority });
  });
  return [...jobs.values()];
}
