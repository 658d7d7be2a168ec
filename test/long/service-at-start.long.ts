import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { fixtureBody, provenHeaders, SECRET } from '../support/alert-webhook.ts';
import { pageWith } from '../support/pages.ts';
import { HAS_PROMETHEUS, startPrometheus } from '../support/prometheus.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from '../support/slack-deliveries.ts';
import { ASKER, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';

const ERROR = 'the only known error';
const RULES = join(import.meta.dirname, '../../deploy/prometheus-rules.yml');
const DASHBOARD = join(import.meta.dirname, '../../deploy/grafana-dashboard.json');

let folder: string;
let slack: SlackWorkspace;
let send: Deliveries;
let socket: SocketModeServer;
let app: RunningApp;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-service-'));
  writeFileSync(join(folder, 'one.md'), pageWith('One', [`"${ERROR}"`]));
  writeFileSync(join(folder, 'broken.md'), pageWith('Broken', ['pattern: "("']));
  slack = await startSlackWorkspace();
  send = await startDeliveries(() => app.url ?? '');
  socket = await startSocketModeServer();
  slack.react('apps.connections.open', () => ({ ok: true, url: socket.url }));
});
beforeEach(() => {
  lines = [];
});
afterEach(() => app.stop());
afterAll(async () => {
  await send.close();
  await socket.close();
  await slack.close();
  rmSync(folder, { recursive: true });
});

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  const all = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: slack.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    PASTEUR_KNOWLEDGE: folder,
    PASTEUR_DATA: join(folder, 'data'),
    PASTEUR_ALERT_CHANNEL: '#incidents',
    PASTEUR_ALERTMANAGER_SECRET: SECRET,
    ...environment,
  };
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  app = await startApp({
    settings: readSettings(all),
    log: createLogger('debug', sink),
    now: Date.now,
    environment: { PATH: process.env.PATH, ...all },
    alertPace: { restMs: 0, againSeconds: 0 },
  });
}

async function metricsOf(base: string): Promise<string> {
  const response = await fetch(`${base}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
}

/** An answer counts once Slack has confirmed it, so the figures come a moment after the message. */
async function metricsWith(base: string, sign: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const metrics = await metricsOf(base);
    if (metrics.includes(sign)) return metrics;
  }
  throw new Error(`the metrics never held ${sign}`);
}

function figureOf(metrics: string, series: string): number {
  const line = metrics.split('\n').find((found) => found.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

test('answers, alerts, calls, jobs and page faults are counted beside the address that Slack posts to', async () => {
  await start({ SLACK_SIGNING_SECRET: SIGNING_SECRET });
  const base = new URL(app.url ?? '').origin;
  const channel = await slack.channel('incidents');
  const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text: ERROR });
  await send.event({ type: 'app_mention', channel, user: ASKER, ts, text: ERROR });
  await slack.next('chat.postMessage');
  const body = fixtureBody('alertmanager/firing');
  const headers = provenHeaders('alertmanager', body);
  expect((await fetch(`${base}/alerts/alertmanager`, { method: 'POST', headers, body })).status).toBe(202);
  await fetch(`${base}/alerts/anything-else`, { method: 'POST', body: '{}' });
  await slack.next('chat.postMessage');

  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${base}/readyz`)).json()).toEqual({
    status: 'ok',
    checks: { knowledge: 'ok', database: 'ok' },
  });
  const metrics = await metricsWith(base, 'road="mention"');
  expect(figureOf(metrics, 'pasteur_answers_total{verdict="matched",road="mention"}')).toBe(1);
  expect(figureOf(metrics, 'pasteur_alert_messages_total{source="alertmanager",status="202"}')).toBe(1);
  expect(figureOf(metrics, 'pasteur_alert_messages_total{source="unknown",status="404"}')).toBe(1);
  expect(
    figureOf(metrics, 'pasteur_slack_calls_total{method="chat.postMessage",status="200"}'),
  ).toBeGreaterThan(0);
  expect(figureOf(metrics, 'pasteur_alerts{state="firing"}')).toBeGreaterThan(0);
  expect(figureOf(metrics, 'pasteur_page_faults{level="error"}')).toBe(1);
  expect(figureOf(metrics, 'pasteur_entries')).toBe(1);
  expect(metrics).not.toContain(channel);
}, 120_000);

test('all lines of one delivery carry its id', async () => {
  await start({ SLACK_SIGNING_SECRET: SIGNING_SECRET });
  slack.react('chat.postMessage', () => ({ ok: false, error: 'fatal_error' }));
  const channel = await slack.channel('incidents');
  await send.event({ type: 'app_mention', channel, user: ASKER, ts: '1.1', text: ERROR });
  await app.stop();
  const failed = lines.find(({ msg }) => msg === 'answer failed');
  expect(failed?.delivery).toMatch(/^[0-9a-f]{8}$/);
  expect(lines.filter(({ delivery }) => delivery === failed?.delivery).length).toBeGreaterThan(1);
}, 120_000);

test('in Socket Mode they have a server of their own', async () => {
  await start({
    SLACK_APP_TOKEN: 'xapp-1-test',
    PASTEUR_ALERTMANAGER_SECRET: '',
    PASTEUR_SERVICE_PORT: '39631',
  });
  expect((await fetch('http://127.0.0.1:39631/readyz')).status).toBe(200);
  expect(await metricsOf('http://127.0.0.1:39631')).toContain('pasteur_entries 1');
}, 120_000);

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const withPromtool = hasPromtool || process.env.CI !== undefined ? test : test.skip;

withPromtool(
  'promtool accepts the metrics and the rules, and rules and dashboard name only what there is',
  async () => {
    await start({ SLACK_SIGNING_SECRET: SIGNING_SECRET });
    const metrics = await metricsOf(new URL(app.url ?? '').origin);
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
    // Its complaints about the names of prom-client's own metrics are not ours.
    expect(checked.stderr.split('\n').filter((line) => line.startsWith('pasteur_'))).toEqual([]);
    expect(spawnSync('promtool', ['check', 'rules', RULES]).status).toBe(0);
    const known = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    for (const file of [RULES, DASHBOARD]) {
      const used = [...readFileSync(file, 'utf8').matchAll(/\bpasteur_[a-z_]+/g)].map(([name]) =>
        name.replace(/_bucket$/, ''),
      );
      expect(used.filter((name) => !known.has(name))).toEqual([]);
    }
  },
  120_000,
);

(HAS_PROMETHEUS ? test : test.skip)(
  'Prometheus scrapes it and loads its rules',
  async () => {
    await start({ SLACK_SIGNING_SECRET: SIGNING_SECRET });
    const prometheus = await startPrometheus(new URL(app.url ?? '').host, RULES);
    try {
      expect(await prometheus.values('pasteur_entries{job="pasteur"}')).toEqual([1]);
      expect(await prometheus.values('up{job="pasteur"}')).toEqual([1]);
      expect(await prometheus.rules()).toContain('PasteurQueueStuck');
    } finally {
      await prometheus.stop();
    }
  },
  120_000,
);
