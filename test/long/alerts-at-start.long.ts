import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { fixtureBody, provenHeaders, SECRET } from '../support/alert-webhook.ts';
import { pageWith } from '../support/pages.ts';

let folder: string;
let app: RunningApp | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-app-'));
  writeFileSync(join(folder, 'one.md'), pageWith('One', ['"the only known error"']));
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  rmSync(folder, { recursive: true });
});

async function start(environment: Readonly<Record<string, string>>): Promise<RunningApp> {
  const all = { PORT: '0', PASTEUR_KNOWLEDGE: folder, PASTEUR_DATA: join(folder, 'data'), ...environment };
  app = await startApp({
    settings: readSettings(all),
    log: createLogger('silent'),
    now: Date.now,
    environment: { PATH: process.env.PATH, ...all },
    alertPace: { restMs: 0, againSeconds: 0 },
  });
  return app;
}

async function post(url: string | undefined, source: string): Promise<Response> {
  const body = fixtureBody('alertmanager/firing');
  return fetch(`${url}/alerts/${source}`, {
    method: 'POST',
    headers: provenHeaders('alertmanager', body),
    body,
  });
}

test('the local workspace opens no database on disk', async () => {
  const { alertsUrl } = await start({ PASTEUR_ALERTMANAGER_SECRET: SECRET });
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect((await post(alertsUrl, 'alertmanager')).status).toBe(202);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('systems without a secret are refused, and paths that no address can have do no harm', async () => {
  const { alertsUrl } = await start({ PASTEUR_ALERTMANAGER_SECRET: SECRET });
  expect((await post(alertsUrl, 'grafana')).status).toBe(401);
  expect((await post(alertsUrl, '%zz')).status).toBeGreaterThanOrEqual(400);
  expect((await post(alertsUrl, 'alertmanager')).status).toBe(202);
});

test('PASTEUR_ALERT_PORT gives alerts a server of their own', async () => {
  const { url, alertsUrl } = await start({ PASTEUR_ALERTMANAGER_SECRET: SECRET, PASTEUR_ALERT_PORT: '0' });
  expect(alertsUrl).not.toBe(url);
  expect((await post(alertsUrl, 'alertmanager')).status).toBe(202);
  expect((await fetch(`${alertsUrl}/other`)).status).toBe(404);
});
