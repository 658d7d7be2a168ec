import { randomBytes } from 'node:crypto';
import type { Pace } from '../alerts/post-alerts.ts';
import { type AlertSettings, isAnySetUp, readAlertSettings } from '../alerts/settings.ts';
import type { Environment, Settings } from '../config.ts';
import type { Logger } from '../log.ts';
import { type StartedAlerts, startAlerts } from '../slack/alerts/start-alerts.ts';
import { readSummarySettings } from '../summary/settings.ts';
import type { Service } from './join-service.ts';
import { LOCAL_HOST, type SlackDoor } from './slack-door.ts';
import type { Engine } from './start-engine.ts';

export interface JoinAlertsOptions {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly log: Logger;
  readonly engine: Engine;
  readonly door: SlackDoor;
  /** The local workspace stands in for Slack. */
  readonly isLocal: boolean;
  /** How fast alerts are posted; default: what Slack takes. */
  readonly pace: Pace | undefined;
  readonly service: Service;
}

export interface JoinedAlerts extends StartedAlerts {
  /** Where they are posted, by id or name. */
  readonly channel: string;
  /** What lets them in. */
  readonly secrets: AlertSettings['secrets'];
  /** Their own server answers for the process itself too. */
  readonly servesService: boolean;
}

/** Where alerts go in the local workspace. */
const LOCAL_ALERT_CHANNEL = '#alerts';

/**
 * Opens the database and all that alerts need. The local workspace takes its samples' alerts too; its messages are
 * gone after a stop, so it keeps its alerts in memory, and does not wait for that database at its start.
 */
export async function joinAlerts(options: JoinAlertsOptions): Promise<JoinedAlerts> {
  const { settings, log, engine, door, isLocal, pace, service } = options;
  const { host, port, databaseUrl, dataFolder, sharedChannels, pagesUrl } = settings;
  const alertSettings = await readAlerts(options.environment, isLocal);
  const ownPort = alertSettings.port ?? (settings.connection.kind === 'socket' ? port : undefined);
  const isShared = service.isShared && settings.connection.kind === 'socket' && ownPort === port;
  const channel = alertSettings.channel ?? LOCAL_ALERT_CHANNEL;
  const started = await startAlerts({
    botToken: door.botToken ?? '',
    tokenKeys: settings.connection.kind === 'oauth' ? settings.connection.tokenKeys : undefined,
    slackApiUrl: door.slackApiUrl,
    alertSettings,
    channel,
    databaseUrl: isLocal ? undefined : databaseUrl,
    dataFolder: isLocal ? undefined : dataFolder,
    isOnDemand: isLocal,
    takesWebhooks: isAnySetUp(alertSettings),
    server: ownPort === undefined ? undefined : { host: isLocal ? LOCAL_HOST : host, port: ownPort },
    triage: engine.triage,
    entries: () => engine.knowledge().entries,
    sharedChannels,
    pagesUrl,
    canSave: true,
    canAskModel: readSummarySettings(options.environment).settings !== undefined,
    log,
    pace,
    metrics: service.metrics,
    // In Socket Mode there is one server, for alerts and for the process itself.
    service: isShared ? service.listener : undefined,
  });
  return {
    ...started,
    channel,
    secrets: alertSettings.secrets,
    servesService: isShared && started.url !== undefined,
  };
}

async function readAlerts(environment: Environment, isLocal: boolean): Promise<AlertSettings> {
  if (!isLocal) return readAlertSettings(environment).settings;
  const { sampleAlertEnvironment } = await import('../workspace/sample-alerts.ts');
  const samples = sampleAlertEnvironment(randomBytes(24).toString('hex'));
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  return readAlertSettings({ ...samples, ...Object.fromEntries(given) }).settings;
}
