import type { Pace } from './alerts/post-alerts.ts';
import { createDoctor } from './app/create-doctor.ts';
import { joinAlerts } from './app/join-alerts.ts';
import { joinFeedback } from './app/join-feedback.ts';
import { joinOAuth } from './app/join-oauth.ts';
import { joinSaving } from './app/join-saving.ts';
import { createService } from './app/join-service.ts';
import { joinSummaries } from './app/join-summaries.ts';
import { slackDoor } from './app/slack-door.ts';
import { startEngines } from './app/start-engines.ts';
import type { Settings } from './config.ts';
import type { Logger } from './log.ts';
import { createSlackApp } from './slack/app.ts';
import type { Digest } from './slack/report/digest.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For the git program, where knowledge comes from a repository, and for the settings of alerts and of the model. */
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

interface Closable {
  close(): Promise<void>;
}

/** Makes every part and joins them; what was started is stopped again when a later part fails. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { settings, log, now, environment, alertPace } = options;
  const isLocal = settings.connection.kind === 'local';
  const service = createService(settings);
  const started: Closable[] = [];
  // What was started last is stopped first.
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.close();
  };
  try {
    // Neither needs the other, and both take their time.
    const [engine, workspace] = await both(
      startEngines({ settings, log, environment, now }),
      isLocal ? openWorkspace(options) : Promise.resolve(undefined),
      started,
    );
    const door = slackDoor(settings, workspace);
    const alerts = await joinAlerts({
      settings,
      environment,
      log,
      engine,
      door,
      isLocal,
      pace: alertPace,
      service,
    });
    started.push(alerts);
    const {
      summaries: store,
      drafts,
      proposals,
      feedback,
      examine,
      installations,
      weekly,
      ...kept
    } = alerts.kept;
    const oauth = await joinOAuth(settings.connection, installations, log);
    const slack = createSlackApp({
      ...door,
      ...('signingSecret' in door && { routes: [...alerts.routes, ...service.routes], oauth }),
      triage: engine.triage,
      entries: () => engine.knowledge().entries,
      knowledge: engine.state,
      log,
      metrics: service.metrics,
      now,
      settings: {
        sharedChannels: settings.sharedChannels,
        watch: settings.watch,
        keep: settings.keep,
        pagesUrl: settings.pagesUrl,
        // Whoever tries it out looks again at once.
        pictures: { areDrawn: settings.arePicturesDrawn, restSeconds: isLocal ? 5 : 60 * 60 },
      },
      ...kept,
      doctor: await createDoctor({ settings, environment, engine, examineDatabase: examine }),
      feedback: await joinFeedback({ settings, store: feedback, log }),
      saving: joinSaving({ settings, engine, drafts, proposals, log, now }),
      summaries: await joinSummaries({ environment, store, log, now, metrics: service.metrics }),
      digest: digestOf(settings, weekly),
      alerts: alerts.desk,
    });
    service.watch({ engine, alerts: alerts.desk });
    workspace?.serve(service.listener);
    const ownServer = await service.listen(isLocal || service.routes.length > 0 || alerts.servesService);
    if (ownServer !== undefined) started.push(ownServer);
    await slack.start();
    started.push({ close: slack.stop });
    if (workspace !== undefined && slack.requestUrl !== undefined) workspace.connectApp(slack.requestUrl);
    const onSlackServer = alerts.routes.length > 0 && slack.requestUrl !== undefined;
    const alertsUrl = alerts.url ?? (onSlackServer ? new URL(slack.requestUrl).origin : undefined);
    if (alertsUrl !== undefined) {
      workspace?.connectAlerts({ url: alertsUrl, channel: alerts.channel, secrets: alerts.secrets });
      log.info({ url: `${alertsUrl}/alerts` }, 'alerts are taken');
    }
    return { url: workspace?.url ?? slack.requestUrl, alertsUrl, entryCount: engine.entryCount, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The report needs a database that tells the weeks. */
function digestOf({ digestChannel }: Settings, weekly: Digest['weekly'] | undefined): Digest | undefined {
  if (digestChannel === undefined || weekly === undefined) return undefined;
  return { channel: digestChannel, weekly };
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

/** The workspace is only loaded where it is used: a bot in a real Slack needs none of it. */
async function openWorkspace({ settings, log, now }: AppOptions): Promise<Workspace> {
  const { startWorkspace } = await import('./workspace/workspace.ts');
  return startWorkspace({ port: settings.port, log, now });
}
