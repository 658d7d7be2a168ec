import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';
import type { Alert } from '../../alerts/alert.ts';
import type { AlertPoster, AlertView } from '../../alerts/alert-poster.ts';
import { type AlertServer, startAlertServer } from '../../alerts/alert-server.ts';
import { type AlertAnswer, answerAlert } from '../../alerts/answer-alert.ts';
import type { Fetch } from '../../alerts/authenticity/sns-certificates.ts';
import type { Alerts } from '../../alerts/open-alerts.ts';
import { openOnDemand } from '../../alerts/open-on-demand.ts';
import type { Pace } from '../../alerts/post-alerts.ts';
import type { AlertSettings } from '../../alerts/settings.ts';
import type { Entry } from '../../knowledge/entry.ts';
import type { Logger } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import type { AlertRecord } from '../../store/alerts/alert-record.ts';
import type { Triage } from '../../triage/result.ts';
import type { AlertDesk } from './alert-desk.ts';
import { createAlertPoster } from './alert-poster.ts';
import { createTeamPoster } from './team-poster.ts';

export interface StartAlertsOptions {
  /** Of the only workspace; empty where each has its own. */
  readonly botToken: string;
  /** Keys of the tokens, where there are several workspaces; default: there is one. */
  readonly tokenKeys?: readonly Buffer[] | undefined;
  readonly slackApiUrl?: string | undefined;
  readonly alertSettings: AlertSettings;
  /** Where alerts are posted, by id or name. */
  readonly channel: string;
  readonly databaseUrl: string | undefined;
  /** Folder for the database in this process; undefined keeps it in memory. */
  readonly dataFolder: string | undefined;
  /** Open the database in the background, soon after the start, or with the first alert. */
  readonly isOnDemand: boolean;
  /** Whether any system may post to `/alerts`. */
  readonly takesWebhooks: boolean;
  /** Where a server of its own for `/alerts` listens; undefined leaves it to the routes. */
  readonly server: { readonly host: string; readonly port: number } | undefined;
  /** The engine and the entries of the moment. */
  readonly triage: () => Triage;
  readonly entries: () => readonly Entry[];
  readonly sharedChannels: readonly string[];
  readonly pagesUrl: string | undefined;
  /** Whether a model can be asked about an alert that no entry knows; default false. */
  readonly canAskModel?: boolean;
  /** Whether an alert that no entry knows can be saved as a known error; default false. */
  readonly canSave?: boolean;
  readonly log: Logger;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Answers what is not about alerts on a server of their own; default: nothing does. */
  readonly service?: RequestListener | undefined;
  readonly fetch?: Fetch;
  readonly pace?: Pace | undefined;
}

export interface StartedAlerts {
  /** For the server that Slack posts to; empty where alerts have their own. */
  readonly routes: CustomRoute[];
  /** What the Slack side keeps in the same database; empty where that is opened on demand. */
  readonly kept: Partial<Alerts['kept']>;
  readonly desk: AlertDesk;
  /** Base address of their own server. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Joins the webhook, the database and Slack. */
export async function startAlerts(options: StartAlertsOptions): Promise<StartedAlerts> {
  const { isOnDemand, log, takesWebhooks } = options;
  const alerts = isOnDemand ? { ...openOnDemand(() => open(options), log), kept: {} } : await open(options);
  const server = takesWebhooks ? options.server : undefined;
  const { listener } = alerts;
  let own: AlertServer | undefined;
  try {
    own = server === undefined ? undefined : await startAlertServer(withService(listener, options), server);
  } catch (error) {
    await alerts.close();
    throw error;
  }
  const route = (path: string): CustomRoute => ({
    path,
    method: METHODS,
    handler: (request, response) => void listener(request, response),
  });
  return {
    routes:
      takesWebhooks && own === undefined
        ? [route('/alerts'), route('/alerts/:source'), route('/alerts/:source/:team')]
        : [],
    kept: alerts.kept,
    desk: deskOf(alerts, options),
    url: own?.url,
    close: async () => {
      await own?.close();
      await alerts.close();
    },
  };
}

function withService(listener: RequestListener, { service }: StartAlertsOptions): RequestListener {
  return async (request, response) =>
    (await listener(request, response)) || ((await service?.(request, response)) ?? false);
}

/** Answers questions about alerts; what the knowledge says is asked anew. */
function deskOf(alerts: Omit<Alerts, 'kept'>, options: StartAlertsOptions): AlertDesk {
  const viewOf = (record: AlertRecord<Alert>): AlertView => ({
    record,
    answer: answerOf(record.report, options),
    isFlapping: false,
  });
  const maybe = (record: AlertRecord<Alert> | undefined) =>
    record === undefined ? undefined : viewOf(record);
  return {
    newestFiring: async (channel, limit) => (await alerts.newestFiring(channel, limit)).map(viewOf),
    find: async (id) => maybe(await alerts.get(id)),
    byThread: async (channel, ts) => maybe(await alerts.byThread(channel, ts)),
    figures: () => alerts.figures(),
    takePost: alerts.takePost,
    watched: alerts.watched,
  };
}

function answerOf(alert: Alert, { triage, entries, pagesUrl }: StartAlertsOptions): AlertAnswer | undefined {
  return answerAlert(alert, { triage: triage(), entries: entries(), pagesUrl });
}

/** The store is loaded only where it is used: it brings a whole database along. */
async function open(options: StartAlertsOptions): Promise<Alerts> {
  const { alertSettings, channel, databaseUrl, dataFolder, log, pace, tokenKeys } = options;
  const createPoster = (botToken: string) =>
    countPosts(createAlertPoster({ ...options, botToken }), options.metrics);
  const { openAlerts } = await import('../../alerts/open-alerts.ts');
  return openAlerts({
    settings: alertSettings,
    databaseUrl,
    dataFolder,
    channel,
    tokenKeys,
    createPoster: (installations) =>
      installations === undefined
        ? createPoster(options.botToken)
        : createTeamPoster({ installations, createPoster, log }),
    answer: (alert) => answerOf(alert, options),
    fetch: options.fetch ?? globalThis.fetch,
    log,
    metrics: options.metrics,
    ...(pace !== undefined && { pace }),
  });
}

/** A card is the answer to an alert; its time runs from when the alert came in. */
function countPosts(poster: AlertPoster, metrics: Metrics | undefined): AlertPoster {
  return {
    ...poster,
    postCard: async (channel, view, ...rest) => {
      const place = await poster.postCard(channel, view, ...rest);
      const seconds = Math.max(0, (Date.now() - view.record.firstSeen.getTime()) / 1000);
      metrics?.answered({
        verdict: view.answer === undefined ? 'unmatched' : 'matched',
        road: 'alert',
        seconds,
      });
      return place;
    },
  };
}
