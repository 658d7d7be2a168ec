import { join } from 'node:path';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { AlertCounts } from '../store/alerts/alert-counts.ts';
import type { AlertRecord } from '../store/alerts/alert-record.ts';
import { createAlertStore } from '../store/alerts/alert-store.ts';
import type { Installations } from '../store/installations.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { DeadLetter } from '../store/queue/queue.ts';
import type { Alert } from './alert.ts';
import type { AlertPoster } from './alert-poster.ts';
import type { AlertAnswer } from './answer-alert.ts';
import type { Fetch } from './authenticity/sns-certificates.ts';
import { ALERT_QUEUE } from './intake.ts';
import { ownChannel } from './own-channel.ts';
import { createPostAlerts, type Pace, SLACK_PACE } from './post-alerts.ts';
import { createTakePost, type TakePost } from './posts/take-post.ts';
import type { AlertSettings } from './settings.ts';
import { parseStoredAlert } from './stored-alert.ts';
import { createTeamIntake } from './team-intake.ts';
import { createWatchList, type WatchList } from './watch-list.ts';
import { createWebhook } from './webhook.ts';
import { createWebhookListener, type WebhookListener } from './webhook-http.ts';

export interface AlertsOptions {
  readonly settings: AlertSettings;
  /** Address of a PostgreSQL server; when it is set, `dataFolder` does not count. */
  readonly databaseUrl?: string | undefined;
  /** Folder for the database in this process; undefined keeps it in memory. */
  readonly dataFolder?: string | undefined;
  /** Where alerts of the only workspace are posted, by id or name. */
  readonly channel: string;
  /** Keys of the tokens, where there are several workspaces; default: there is one. */
  readonly tokenKeys?: readonly Buffer[] | undefined;
  /** Makes what posts; the installations are there where there are several workspaces. */
  readonly createPoster: (installations: Installations | undefined) => AlertPoster;
  readonly answer: (alert: Alert) => AlertAnswer | undefined;
  readonly fetch: Fetch;
  readonly log: Logger;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Default: what Slack takes. */
  readonly pace?: Pace;
}

/** Alerts from the webhook and from posts to their threads, running. */
export interface Alerts {
  /** Answers requests to `/alerts/…`. */
  readonly listener: WebhookListener;
  readonly takePost: TakePost;
  readonly watched: WatchList;
  get(id: string): Promise<AlertRecord<Alert> | undefined>;
  /** The alert whose thread hangs on a message. */
  byThread(channel: string, threadTs: string): Promise<AlertRecord<Alert> | undefined>;
  /** Unresolved alerts whose threads are in a channel, or in any, the newest first. */
  newestFiring(channel: string | undefined, limit: number): Promise<readonly AlertRecord<Alert>[]>;
  figures(): Promise<AlertFigures>;
  /** Deliveries, pastes, answers and summaries, in the same database. */
  readonly kept: Pick<
    Store,
    | 'deliveries'
    | 'pastes'
    | 'answers'
    | 'asks'
    | 'homePictures'
    | 'drafts'
    | 'feedback'
    | 'proposals'
    | 'summaries'
    | 'examine'
    | 'weekly'
  > & {
    /** Workspaces that have installed Pasteur; undefined where there is only one. */
    readonly installations: Installations | undefined;
  };
  close(): Promise<void>;
}

/** How alerts stand. */
export interface AlertFigures extends AlertCounts {
  /** Changes that Slack does not show yet, and how long the oldest has waited. */
  readonly waiting: number;
  readonly oldestSeconds: number;
  /** The newest changes that were given up. */
  readonly deadLetters: readonly DeadLetter[];
}

/** Jobs that run at once; those of one channel never do. */
const CONCURRENCY = 4;

/** Opens the database, goes on with what an earlier process left, and takes alerts from then on. */
export async function openAlerts(options: AlertsOptions): Promise<Alerts> {
  const { settings, databaseUrl, dataFolder, tokenKeys, createPoster, answer, fetch, log } = options;
  const store = await openStore({
    url: databaseUrl,
    folder: dataFolder === undefined ? undefined : join(dataFolder, 'database'),
    log,
    queues: { [ALERT_QUEUE]: {} },
  });
  const { database, queue } = store;
  const alerts = createAlertStore<Alert>(database, { parseReport: parseStoredAlert });
  const pace = {
    ...SLACK_PACE,
    ...(settings.paceMs !== undefined && { restMs: settings.paceMs }),
    ...options.pace,
  };
  const installations = tokenKeys === undefined ? undefined : store.installations(tokenKeys);
  const poster = createPoster(installations);
  const channelOf = () => ownChannel(settings, options.channel);
  queue.work(ALERT_QUEUE, createPostAlerts({ database, queue, alerts, poster, channelOf, answer, pace }), {
    concurrency: CONCURRENCY,
    onDead: async (transaction, { data, fault }) => {
      if (typeof data.alert === 'string') await alerts.markDead(transaction, data.alert, fault);
    },
  });
  const accept = createTeamIntake({ database, queue, alerts, channelOf });
  const webhook = createWebhook({ settings, accept, fetch, log });
  return {
    listener: createWebhookListener(webhook, log, options.metrics),
    takePost: createTakePost({ database, queue, alerts, answer }),
    watched: createWatchList(database),
    get: alerts.get,
    byThread: alerts.byThread,
    newestFiring: (at, limit) => alerts.newestFiring(at, limit),
    figures: async () => {
      const [counts, stats, deadLetters] = [
        await alerts.counts(),
        await queue.stats(),
        await queue.deadLetters(5),
      ];
      const { waiting = 0, running = 0, oldestSeconds = 0 } = stats.get(ALERT_QUEUE) ?? {};
      return { ...counts, waiting: waiting + running, oldestSeconds, deadLetters };
    },
    kept: {
      deliveries: store.deliveries,
      pastes: store.pastes,
      answers: store.answers,
      asks: store.asks,
      homePictures: store.homePictures,
      drafts: store.drafts,
      proposals: store.proposals,
      feedback: store.feedback,
      summaries: store.summaries,
      examine: store.examine,
      weekly: (work) => store.weekly(work, installations?.list),
      installations,
    },
    close: () => store.close(),
  };
}
