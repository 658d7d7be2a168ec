import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReplica, type FleetReplica } from './alert-fleet-replica.ts';
import { type FleetSlack, startFleetSlack } from './alert-fleet-slack.ts';
import { SECRET } from './alert-webhook.ts';
import { SIGNING_SECRET, startDeliveries } from './slack-deliveries.ts';
import { BOT_TOKEN } from './slack-workspace.ts';

export interface FleetOptions {
  /** Address of PostgreSQL; without it each replica has a PGlite of its own, so there can be one only. */
  readonly databaseUrl?: string;
  /** Processes; default 1. */
  readonly replicas?: number;
  /** Milliseconds of rest after each message; default: production's. */
  readonly paceMs?: number;
  /** Further settings of every replica. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Whole processes of Pasteur before an emulated Slack, for what must hold while they are loaded or killed. */
export interface AlertFleet {
  readonly replicas: readonly FleetReplica[];
  readonly slack: FleetSlack;
  /** Posts one alert, or several, to a replica's generic source and gives the status of the answer. */
  send(replica: FleetReplica, body: object): Promise<number>;
  /** What `/triage status` says, asked of a running replica. */
  status(): Promise<FleetStatus>;
  /** Resolves once Slack shows all that was accepted. @throws Error when that takes longer than `timeoutMs`. */
  drained(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface FleetStatus {
  /** Changes that Slack does not show yet. */
  readonly waiting: number;
  readonly text: string;
}

const ASK_AGAIN_MS = 500;
const ASK_TIMEOUT_MS = 10_000;
const SEND_TIMEOUT_MS = 30_000;

export async function startAlertFleet(options: FleetOptions = {}): Promise<AlertFleet> {
  const { databaseUrl, replicas: count = 1, paceMs, environment = {} } = options;
  if (databaseUrl === undefined && count > 1) throw new Error('only PostgreSQL can be shared by replicas');
  const slack = await startFleetSlack();
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-fleet-'));
  const settings = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    HOST: '127.0.0.1',
    PASTEUR_DATA: join(folder, 'data'),
    PASTEUR_ALERT_CHANNEL: '#incidents',
    PASTEUR_GENERIC_SECRET: SECRET,
    PASTEUR_LOG_LEVEL: 'warn',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...(paceMs !== undefined && { PASTEUR_ALERT_PACE_MS: String(paceMs) }),
    ...environment,
  };
  const replicas = Array.from({ length: count }, (_, id) => createReplica(id, folder, settings));
  const close = async () => {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await slack.close();
    await rm(folder, { recursive: true, force: true });
  };
  const status = async () => {
    const replica = replicas.find(({ isRunning }) => isRunning);
    if (replica === undefined) throw new Error('no replica runs that could be asked');
    return askStatus(replica);
  };
  try {
    await Promise.all(replicas.map((replica) => replica.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    replicas,
    slack,
    send: sendAlert,
    status,
    drained: async (timeoutMs) => {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const { waiting, text } = await status();
        if (waiting === 0) return;
        if (performance.now() > until) {
          const logs = replicas.map(({ id, log }) => `replica ${id}: ${log()}`).join('\n');
          throw new Error(`Slack did not show all alerts within ${timeoutMs} ms: ${text}\n${logs}`);
        }
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    },
    close,
  };
}

async function sendAlert({ url }: FleetReplica, body: object): Promise<number> {
  const response = await fetch(`${url}/alerts/generic`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Asks as a person does, by the slash command. */
async function askStatus({ url }: FleetReplica): Promise<FleetStatus> {
  const deliveries = await startDeliveries(() => `${url}/slack/events`);
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      const fault = new Error(`/triage status was not answered within ${ASK_TIMEOUT_MS} ms`);
      timer = setTimeout(() => reject(fault), ASK_TIMEOUT_MS);
    });
    await deliveries.command('status');
    // It answers in several messages; one of them is about alerts.
    for (;;) {
      const text = JSON.stringify(await Promise.race([deliveries.responded(), late]));
      if (text.includes('Slack shows all of them')) return { waiting: 0, text };
      const [, waiting] = /(\d+) changes are on their way/.exec(text) ?? [];
      if (waiting !== undefined) return { waiting: Number(waiting), text };
    }
  } finally {
    clearTimeout(timer);
    await deliveries.close();
  }
}
