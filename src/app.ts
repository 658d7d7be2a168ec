import { join } from 'node:path';
import type { Connection, Settings } from './config.ts';
import { BUNDLED_KNOWLEDGE, createTriage, type PageFault, type Triage } from './index.ts';
import { parseGitAddress } from './knowledge/git-address.ts';
import { startGitKnowledge } from './knowledge/git-knowledge.ts';
import { watchKnowledge } from './knowledge/watch-knowledge.ts';
import type { Logger } from './log.ts';
import { createSlackApp, type HttpOptions, type SocketModeOptions } from './slack/app.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For the git program, where knowledge comes from a repository. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface RunningApp {
  /** Where a person opens the local workspace, or where Slack posts to; undefined in Socket Mode. */
  readonly url: string | undefined;
  /** Entries in use at the start. */
  readonly entryCount: number;
  stop(): Promise<void>;
}

const LOCAL_HOST = '127.0.0.1';

interface Closable {
  close(): Promise<void>;
}

/** Makes every part and joins them; what was started is stopped again when a later part fails. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { settings } = options;
  const isLocal = settings.connection.kind === 'local';
  const started: Closable[] = [];
  // What was started last is stopped first.
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.close();
  };
  try {
    // Neither needs the other, and both take their time.
    const [engine, workspace] = await both(
      startEngine(options),
      isLocal ? openWorkspace(options) : Promise.resolve(undefined),
      started,
    );
    const slack = createSlackApp({
      ...commonOptions(options, engine.triage),
      ...doorOf(settings, workspace),
    });
    await slack.start();
    started.push({ close: slack.stop });
    if (workspace !== undefined && slack.requestUrl !== undefined) workspace.connectApp(slack.requestUrl);
    return { url: workspace?.url ?? slack.requestUrl, entryCount: engine.entryCount, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both, so that one that came up is known to be running when the other failed. */
async function both<First extends Closable, Second extends Closable | undefined>(
  first: Promise<First>,
  second: Promise<Second>,
  started: Closable[],
): Promise<[First, Second]> {
  const settled = await Promise.allSettled([first, second]);
  for (const result of settled)
    if (result.status === 'fulfilled' && result.value !== undefined) started.push(result.value);
  return [await first, await second];
}

interface Engine {
  /** The engine of the moment. */
  readonly triage: () => Triage;
  readonly entryCount: number;
  close(): Promise<void>;
}

/** Loads the knowledge and keeps it up to date: a changed page is in use within a second, swapped in whole. */
async function startEngine({ settings, log, environment }: AppOptions): Promise<Engine> {
  const git = await startGitKnowledge({
    addresses: settings.knowledge.flatMap((place) => parseGitAddress(place) ?? []),
    cacheFolder: join(settings.dataFolder, 'git'),
    env: environment,
    onFault: (fault) => logFault(log, fault),
  });
  const copies = [...git.folders];
  const folders = settings.knowledge.map((place) =>
    parseGitAddress(place) === undefined ? place : (copies.shift() ?? place),
  );
  let triage = createTriage({ entries: [] });
  try {
    const watch = await watchKnowledge(folders.length > 0 ? folders : BUNDLED_KNOWLEDGE, {
      onChange: (knowledge) => {
        triage = createTriage(knowledge);
        log.info({ entries: knowledge.entries.length }, 'knowledge reloaded');
      },
      onFault: (fault) => logFault(log, fault),
      onError: (error) =>
        log.error(
          { error: error instanceof Error ? error.message : String(error) },
          'knowledge folders cannot be read; what was read stays in use',
        ),
    });
    triage = createTriage(watch.current());
    return {
      triage: () => triage,
      entryCount: watch.current().entries.length,
      close: async () => {
        await watch.close();
        await git.close();
      },
    };
  } catch (error) {
    await git.close();
    throw error;
  }
}

function logFault(log: Logger, { level, page, line, column, message, cure }: PageFault): void {
  log[level === 'error' ? 'error' : 'warn']({ page, line, column, cure }, `page fault: ${message}`);
}

/** The workspace is only loaded where it is used: a bot in a real Slack needs none of it. */
async function openWorkspace({ settings, log, now }: AppOptions): Promise<Workspace> {
  const { startWorkspace } = await import('./workspace/workspace.ts');
  return startWorkspace({ port: settings.port, log, now });
}

function commonOptions({ settings, log, now }: AppOptions, triage: () => Triage) {
  return {
    triage,
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
