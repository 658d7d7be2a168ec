import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../src/app.ts';
import { readSettings } from '../src/config.ts';
import { createLogger } from '../src/log.ts';
import { pageWith } from './support/pages.ts';

let folder: string;
let app: RunningApp | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-app-'));
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  rmSync(folder, { recursive: true });
});

async function start(environment: Readonly<Record<string, string>>): Promise<RunningApp> {
  const settings = readSettings({
    PORT: '0',
    PASTEUR_KNOWLEDGE: folder,
    PASTEUR_DATA: folder,
    ...environment,
  });
  return startApp({
    settings,
    log: createLogger('silent'),
    now: Date.now,
    environment: { PATH: process.env.PATH },
  });
}

test('with no tokens the page of the local workspace answers on loopback', async () => {
  writeFileSync(join(folder, 'one.md'), pageWith('One', ['"the only known error"']));
  app = await start({});
  expect(app.entryCount).toBe(1);
  expect(app.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const page = await fetch(`${app.url}/`);
  expect(page.status).toBe(200);
});

test('a missing knowledge folder stops the start with what to do, and leaves nothing running', async () => {
  await expect(start({ PASTEUR_KNOWLEDGE: join(folder, 'none') })).rejects.toMatchObject({
    code: 'KNOWLEDGE_MISSING',
    message: expect.stringContaining('PASTEUR_KNOWLEDGE'),
  });
});

test('a port in use stops the start with what to do', async () => {
  app = await start({});
  const port = new URL(app.url ?? '').port;
  await expect(start({ PORT: port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
});
