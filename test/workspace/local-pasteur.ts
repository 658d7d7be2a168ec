import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge } from '../../src/index.ts';
import { createLogger } from '../../src/log.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';

export interface LocalPasteur {
  readonly url: string;
  stop(): Promise<void>;
}

/** The local workspace with the page built from its sources, the real bot and the knowledge that ships with it. */
export async function startLocalPasteur(): Promise<LocalPasteur> {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-page-'));
  await buildPageInto(folder);
  const log = createLogger('silent');
  const now = () => Date.now();
  const triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
  const workspace = await startWorkspace({ port: 0, log, now, page: pathToFileURL(`${folder}/`) });
  const bot = createSlackApp({
    botToken: workspace.botToken,
    signingSecret: workspace.signingSecret,
    slackApiUrl: workspace.slackApiUrl,
    host: '127.0.0.1',
    port: 0,
    triage: () => triage,
    log,
    now,
    settings: { sharedChannels: [], pagesUrl: undefined },
  });
  await bot.start();
  workspace.connectApp(bot.requestUrl ?? '');
  return {
    url: workspace.url,
    async stop() {
      await workspace.close();
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a process of its own: esbuild does not run inside jest's sandbox. */
async function buildPageInto(folder: string): Promise<void> {
  const script = new URL('../../scripts/build-page.js', import.meta.url).href;
  const code = `import(${JSON.stringify(script)}).then(({ buildPage }) => buildPage(${JSON.stringify(folder)}))`;
  await promisify(execFile)(process.execPath, ['-e', code]);
}
