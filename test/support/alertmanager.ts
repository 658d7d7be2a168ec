import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where Debian's package prometheus-alertmanager puts it. */
const EXECUTABLE = '/usr/bin/prometheus-alertmanager';

/** False only outside CI on a machine without it; under CI its absence fails the tests. */
export const HAS_ALERTMANAGER = existsSync(EXECUTABLE) || process.env.CI === 'true';

/** An Alertmanager of its own: port, configuration and folder belong to one test. */
export interface Alertmanager {
  /** Sends alerts to its API, as Prometheus does. */
  post(alerts: readonly PostedAlert[]): Promise<void>;
  stop(): Promise<void>;
}

export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt: string;
  /** A time in the past resolves the alert. */
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

/** Starts one that posts each group to `webhookUrl` at once and repeats it every second. */
export async function startAlertmanager(webhookUrl: string, bearer: string): Promise<Alertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-alertmanager-'));
  const config = join(folder, 'alertmanager.yml');
  await writeFile(config, configuration(webhookUrl, bearer));
  const child = spawn(
    EXECUTABLE,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = await new Promise<string>((resolve, reject) => {
      const lines: string[] = [];
      createInterface({ input: child.stderr }).on('line', (line) => {
        lines.push(line);
        const found = /Listening on.* address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('error', reject);
      child.once('close', () => reject(new Error(`Alertmanager ended:\n${lines.join('\n')}`)));
    });
    return { post: (alerts) => postAlerts(`http://${address}/api/v2/alerts`, alerts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configuration(webhookUrl: string, bearer: string): string {
  return `route:
  receiver: pasteur
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1s
receivers:
  - name: pasteur
    webhook_configs:
      - url: ${webhookUrl}
        send_resolved: true
        http_config:
          authorization: {type: Bearer, credentials: ${bearer}}
`;
}

async function postAlerts(url: string, alerts: readonly PostedAlert[]): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  if (!response.ok) throw new Error(`Alertmanager answered ${response.status}: ${await response.text()}`);
}
