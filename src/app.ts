import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Pace } from './alerts/post-alerts.ts';
import { type AlertSettings, isAnySetUp, readAlertSettings } from './alerts/settings.ts';
import type { Connection, Settings } from './config.ts';
import { BUNDLED_KNOWLEDGE, createTriage, type Knowledge, type PageFault, type Triage } from './index.ts';
import { parseGitAddress } from './knowledge/git-address.ts';
import { startGitKnowledge } from './knowledge/git-knowledge.ts';
import { watchKnowledge } from './knowledge/watch-knowledge.ts';
import type { Logger } from './log.ts';
import { type StartedAlerts, startAlerts } from './slack/alerts/start-alerts.ts';
import { createSlackApp, type HttpOptions, type SocketModeOptions } from './slack/app.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For the git program, where knowledge comes from a repository, and for the settings of alerts. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How fast alerts are posted; default: what Slack takes. */
  readonly alertPace?: Pace;
}

export interface RunningApp {
  /** Where a person opens the local workspace, or where Slack posts to; undefined in Socket Mode. */
  readonly url: string | undefined;
  /** Base address for `/alerts/<system>`; undefined where no alerts are taken. */
  readonly alertsUrl: string | undefined;
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
    const door = doorOf(settings, workspace);
    const alerts = await openAlerts(options, engine, workspace, door);
    if (alerts !== undefined) started.push(alerts);
    const slack = createSlackApp({
      ...commonOptions(options, engine.triage),
      ...door,
      ...('signingSecret' in door && { routes: alerts?.routes ?? [] }),
      alerts: alerts?.desk,
    });
    await slack.start();
    started.push({ close: slack.stop });
    if (workspace !== undefined && slack.requestUrl !== undefined) workspace.connectApp(slack.requestUrl);
    const alertsUrl = alerts?.url ?? (alerts && slack.requestUrl && new URL(slack.requestUrl).origin);
    if (alertsUrl !== undefined) options.log.info({ url: `${alertsUrl}/alerts` }, 'alerts are taken');
    return { url: workspace?.url ?? slack.requestUrl, alertsUrl, entryCount: engine.entryCount, stop };
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
  readonly knowledge: () => Knowledge;
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
      knowledge: watch.current,
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

/** Where alerts go in the local workspace. */
const LOCAL_ALERT_CHANNEL = '#alerts';

/**
 * Takes alerts where somebody has said who may send them. The local workspace takes its samples too; its messages are
 * gone after a stop, so it keeps its alerts in memory.
 */
async function openAlerts(
  { settings, environment, log, alertPace }: AppOptions,
  engine: Engine,
  workspace: Workspace | undefined,
  { botToken, slackApiUrl }: Door,
): Promise<StartedAlerts | undefined> {
  const isLocal = workspace !== undefined;
  const alertSettings = await readAlerts(environment, isLocal);
  if (!isAnySetUp(alertSettings)) return undefined;
  const { host, port, databaseUrl, dataFolder, sharedChannels, pagesUrl } = settings;
  const ownPort = alertSettings.port ?? (settings.connection.kind === 'socket' ? port : undefined);
  return startAlerts({
    botToken,
    slackApiUrl,
    alertSettings,
    channel: alertSettings.channel ?? LOCAL_ALERT_CHANNEL,
    databaseUrl: isLocal ? undefined : databaseUrl,
    dataFolder: isLocal ? undefined : dataFolder,
    isOnDemand: isLocal,
    server: ownPort === undefined ? undefined : { host: isLocal ? LOCAL_HOST : host, port: ownPort },
    triage: engine.triage,
    entries: () => engine.knowledge().entries,
    sharedChannels,
    pagesUrl,
    log,
    pace: alertPace,
  });
}

async function readAlerts(environment: AppOptions['environment'], isLocal: boolean): Promise<AlertSettings> {
  if (!isLocal) return readAlertSettings(environment).settings;
  const { sampleAlertEnvironment } = await import('./workspace/sample-alerts.ts');
  const samples = sampleAlertEnvironment(randomBytes(24).toString('hex'));
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  return readAlertSettings({ ...samples, ...Object.fromEntries(given) }).settings;
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

function remoteDoor(connection: Connection, { host, port, slackApiUrl }: Settings): Door {
  if (connection.kind === 'local') throw new TypeError('a local connection has a workspace');
  const { botToken } = connection;
  const common = { botToken, ...(slackApiUrl !== undefined && { slackApiUrl }) };
  return connection.kind === 'socket'
    ? { ...common, appToken: connection.appToken }
    : { ...common, signingSecret: connection.signingSecret, host, port };
}
