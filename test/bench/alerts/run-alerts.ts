import { startAlertFleet } from '../../support/alert-fleet.ts';
import { startPostgres } from '../../support/postgres.ts';
import { countShown } from './count-shown.ts';
import { type SendOptions, sendAlerts } from './senders.ts';

export interface Run {
  readonly engine: 'pglite' | 'postgresql';
  /** Processes of Pasteur. */
  readonly replicas: number;
}

/** What came of a run. */
export interface RunFigures extends Run {
  readonly sent: number;
  /** Alerts that were answered with 202. */
  readonly accepted: number;
  /** Accepted alerts that Slack shows: each has its own thread or is covered by the summary of its storm. */
  readonly inSlack: number;
  /** Accepted alerts that Slack does not show. */
  readonly lost: number;
  /** Alerts that Slack shows more than once. */
  readonly doubled: number;
  /** From when an alert was due to its 202. */
  readonly acceptP50Ms: number;
  readonly acceptP99Ms: number;
  readonly acceptMaxMs: number;
  /** Calls of Slack's Web API by all replicas. */
  readonly slackCalls: number;
  /** Threads of their own, and summaries. */
  readonly cards: number;
  readonly summaries: number;
  /** Memory of all replicas together, before the first alert and after the last was shown. */
  readonly rssBeforeMb: number;
  readonly rssMb: number;
  readonly sendSeconds: number;
  /** From the last 202 until Slack showed all. */
  readonly drainSeconds: number;
}

const DRAIN_MS = 180_000;

/** Runs whole processes of Pasteur at production's pace before an emulated Slack, sends to them and counts in Slack. */
export async function runAlerts(
  { engine, replicas }: Run,
  options: Omit<SendOptions, 'urls'>,
): Promise<RunFigures> {
  const postgres = engine === 'postgresql' ? await startPostgres({ isDurable: true }) : undefined;
  try {
    const databaseUrl = await postgres?.createDatabase();
    const fleet = await startAlertFleet({ replicas, ...(databaseUrl !== undefined && { databaseUrl }) });
    try {
      const memory = async () =>
        (await Promise.all(fleet.replicas.map((replica) => replica.rssMb()))).reduce(
          (sum, mb) => sum + mb,
          0,
        );
      const rssBeforeMb = await memory();
      const sent = await sendAlerts({ ...options, urls: fleet.replicas.map(({ url }) => url) });
      for (const [answer, times] of sent.refused) {
        process.stderr.write(`${times} alerts were answered with ${answer}\n`);
      }
      const drainStart = performance.now();
      await fleet.drained(DRAIN_MS).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
      const drainSeconds = (performance.now() - drainStart) / 1000;
      const shown = countShown(sent.acceptedByGroup, await fleet.slack.shown());
      const calls = Object.values(await fleet.slack.calls());
      const latencies = sent.latenciesMs.toSorted((left, right) => left - right);
      const percentile = (share: number) =>
        rounded(latencies[Math.max(0, Math.ceil(share * latencies.length) - 1)] ?? Number.NaN);
      return {
        engine,
        replicas,
        sent: latencies.length,
        accepted: sent.accepted,
        ...shown,
        acceptP50Ms: percentile(0.5),
        acceptP99Ms: percentile(0.99),
        acceptMaxMs: percentile(1),
        slackCalls: calls.reduce((sum, count) => sum + count, 0),
        rssBeforeMb: rounded(rssBeforeMb),
        rssMb: rounded(await memory()),
        sendSeconds: rounded(sent.seconds),
        drainSeconds: rounded(drainSeconds),
      };
    } finally {
      await fleet.close();
    }
  } finally {
    await postgres?.stop();
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
