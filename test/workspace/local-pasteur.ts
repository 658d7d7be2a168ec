import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { joinAlerts } from '../../src/app/join-alerts.ts';
import { joinSaving } from '../../src/app/join-saving.ts';
import { createService } from '../../src/app/join-service.ts';
import { slackDoor } from '../../src/app/slack-door.ts';
import { startEngine } from '../../src/app/start-engine.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { createFeedbackDesk } from '../../src/slack/feedback/feedback-desk.ts';
import { createMemoryFeedback } from '../../src/slack/feedback/memory-feedback.ts';
import type { AskLog } from '../../src/store/asks.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';

export interface LocalPasteur {
  readonly url: string;
  readonly workspace: Workspace;
  stop(): Promise<void>;
}

export interface LocalPasteurOptions {
  /** What was asked before; default: nothing. */
  readonly asks?: AskLog;
}

/** The local workspace with the page built from its sources, the real bot, alerts and the knowledge that ships with it. */
export async function startLocalPasteur({ asks }: LocalPasteurOptions = {}): Promise<LocalPasteur> {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-page-'));
  await buildPageInto(folder);
  const log = createLogger('silent');
  const now = () => Date.now();
  const settings = readSettings({ PORT: '0', PASTEUR_DATA: join(folder, 'data') });
  const engine = await startEngine({ settings, log, environment: {}, now });
  const workspace = await startWorkspace({ port: 0, log, now, page: pathToFileURL(`${folder}/`) });
  const door = slackDoor(settings, workspace);
  const alerts = await joinAlerts({
    settings,
    environment: {},
    log,
    engine,
    door,
    isLocal: true,
    service: createService(settings),
    pace: { restMs: 0, againSeconds: 0 },
  });
  const bot = createSlackApp({
    ...door,
    routes: alerts.routes,
    triage: engine.triage,
    entries: () => engine.knowledge().entries,
    knowledge: engine.state,
    log,
    now,
    ...(asks !== undefined && { asks }),
    settings: { sharedChannels: [], pagesUrl: undefined },
    alerts: alerts.desk,
    feedback: await createFeedbackDesk({
      store: createMemoryFeedback(),
      keep: { text: 'never', days: 30 },
      log,
    }),
    saving: joinSaving({ settings, engine, drafts: undefined, proposals: undefined, log, now }),
  });
  await bot.start();
  workspace.connectApp(bot.requestUrl ?? '');
  const { channel, secrets } = alerts;
  workspace.connectAlerts({ url: new URL(bot.requestUrl ?? '').origin, channel, secrets });
  return {
    url: workspace.url,
    workspace,
    async stop() {
      await bot.stop();
      await alerts.close();
      await workspace.close();
      await engine.close();
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
