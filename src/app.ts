import type { Connection, Settings } from './config.ts';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type PageFault, type Triage } from './index.ts';
import type { Logger } from './log.ts';
import { createSlackApp, type HttpOptions, type SlackApp, type SocketModeOptions } from './slack/app.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface RunningApp {
  /** Where a person opens the local workspace, or where Slack posts to; undefined in Socket Mode. */
  readonly url: string | undefined;
  /** Entries in use at the start. */
  readonly entryCount: number;
  stop(): Promise<void>;
}

const LOCAL_HOST = '127.0.0.1';

/** Makes every part and joins them; what was started is stopped again when a later part fails. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { settings, log } = options;
  const isLocal = settings.connection.kind === 'local';
  // Neither needs the other, and both take their time.
  const [engine, workspace] = await Promise.all([
    loadEngine(settings, log),
    isLocal ? openWorkspace(options) : undefined,
  ]);
  let slack: SlackApp;
  try {
    slack = createSlackApp({ ...commonOptions(options, engine.triage), ...doorOf(settings, workspace) });
    await slack.start();
  } catch (error) {
    await workspace?.close();
    throw error;
  }
  if (workspace !== undefined && slack.requestUrl !== undefined) workspace.connectApp(slack.requestUrl);
  return {
    url: workspace?.url ?? slack.requestUrl,
    entryCount: engine.entryCount,
    stop: async () => {
      await slack.stop();
      await workspace?.close();
    },
  };
}

interface Engine {
  readonly triage: Triage;
  readonly entryCount: number;
}

async function loadEngine(settings: Settings, log: Logger): Promise<Engine> {
  const knowledge = await loadKnowledge(
    settings.knowledge.length > 0 ? settings.knowledge : BUNDLED_KNOWLEDGE,
  );
  for (const fault of knowledge.faults) logFault(log, fault);
  return { triage: createTriage(knowledge), entryCount: knowledge.entries.length };
}

function logFault(log: Logger, { level, page, line, column, message, cure }: PageFault): void {
  log[level === 'error' ? 'error' : 'warn']({ page, line, column, cure }, `page fault: ${message}`);
}

/** The workspace is only loaded where it is used: a bot in a real Slack needs none of it. */
async function openWorkspace({ settings, log, now }: AppOptions): Promise<Workspace> {
  const { startWorkspace } = await import('./workspace/workspace.ts');
  return startWorkspace({ port: settings.port, log, now });
}

function commonOptions({ settings, log, now }: AppOptions, triage: Triage) {
  return {
    triage: () => triage,
    log,
    now,
    settings: { sharedChannels: settings.sharedChannels, pagesUrl: settings.pagesUrl },
  };
}

type Door = { readonly botToken: string; readonly slackApiUrl?: string } & (SocketModeOptions | HttpOptions);

function doorOf(settings: Settings, workspace: Workspace | undefined): Door {
  if (workspace !== undefined) {
    const { botToken, signingSecret, slackApiUrl } = workspace;
    return { botToken, signingSecret, slackApiUrl, host: LOCAL_HOST, port: 0 };
  }
  return remoteDoor(settings.connection, settings);
}

function remoteDoor(connection: Connection, { host, port }: Settings): Door {
  if (connection.kind === 'socket') return { botToken: connection.botToken, appToken: connection.appToken };
  if (connection.kind === 'http')
    return { botToken: connection.botToken, signingSecret: connection.signingSecret, host, port };
  throw new TypeError('a local connection has a workspace');
}
