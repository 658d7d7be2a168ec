import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../src/alerts/alert.ts';
import { type AlertServer, startAlertServer } from '../../src/alerts/alert-server.ts';
import { answerAlert } from '../../src/alerts/answer-alert.ts';
import { ALERT_QUEUE, createIntake } from '../../src/alerts/intake.ts';
import { type Alerts, openAlerts } from '../../src/alerts/open-alerts.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import type { SourceName } from '../../src/alerts/sources/source-names.ts';
import { parseStoredAlert } from '../../src/alerts/stored-alert.ts';
import { createLogger, type Logger } from '../../src/log.ts';
import { createAlertPoster } from '../../src/slack/alerts/alert-poster.ts';
import { createAlertStore } from '../../src/store/alerts/alert-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { EVERY_SECRET, provenHeaders } from './alert-webhook.ts';
import { asList, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from './slack-workspace.ts';
import { smallTriage } from './small-triage.ts';

type Message = Record<string, unknown>;

export interface AlertRoomOptions {
  /** Where alerts are posted, by id or name; default #incidents. */
  readonly channel?: string;
  /** Address of PostgreSQL; default a PGlite in a folder. */
  readonly databaseUrl?: string;
  /** Folder for PGlite; default a temporary one. */
  readonly dataFolder?: string;
  /** Default: none. */
  readonly log?: Logger;
}

/** Pasteur from its webhook to an emulated Slack, with its database in a folder or on PostgreSQL. */
export interface AlertRoom {
  readonly slack: SlackWorkspace;
  /** Base address of the webhooks; another one after a restart. */
  readonly url: string;
  /** Posts a body to a source, with its proof, and gives the status of the answer. */
  send(body: object, source?: SourceName): Promise<number>;
  /** Takes alerts in as the webhook does, in a process that ends before it has posted any. */
  acceptAndDie(...alerts: readonly Alert[]): Promise<void>;
  /** Resolves once Slack shows all that was taken in. */
  shown(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Cards in #incidents that name an alert, the oldest first. */
  cards(name: string): Promise<readonly Message[]>;
  /** Replies in the thread of a card. */
  replies(card: Message | undefined): Promise<readonly Message[]>;
  close(): Promise<void>;
}

export async function startAlertRoom(options: AlertRoomOptions = {}): Promise<AlertRoom> {
  const { channel = '#incidents', databaseUrl, log = createLogger('silent') } = options;
  const slack = await startSlackWorkspace();
  const id = await slack.channel('incidents');
  await slack.as('bot', 'conversations.join', { channel: id }).catch(() => undefined);
  slack.react('conversations.info', () => ({ ok: true, channel: { id, is_ext_shared: false } }));
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'pasteur-alerts-'));
  let running: { readonly alerts: Alerts; readonly server: AlertServer } | undefined;
  const start = async () => {
    const poster = createAlertPoster({
      botToken: BOT_TOKEN,
      slackApiUrl: slack.apiUrl,
      log,
      sharedChannels: [],
    });
    const alerts = await openAlerts({
      settings: readAlertSettings(EVERY_SECRET).settings,
      databaseUrl,
      dataFolder,
      channel,
      createPoster: () => poster,
      answer: (alert) => answerAlert(alert, { triage: smallTriage, entries: [] }),
      fetch: () => Promise.reject(new Error('no network in this test')),
      log,
      pace: { restMs: 0, againSeconds: 0 },
    });
    running = { alerts, server: await startAlertServer(alerts.listener, { host: '127.0.0.1', port: 0 }) };
  };
  const stop = async () => {
    const { server, alerts } = running ?? {};
    running = undefined;
    await server?.close();
    await alerts?.close();
  };
  await start();
  return {
    slack,
    get url() {
      return running?.server.url ?? '';
    },
    send: async (value, source = 'generic') => {
      const body = Buffer.from(JSON.stringify(value));
      const headers = provenHeaders(source, body);
      const response = await fetch(`${running?.server.url}/alerts/${source}`, {
        method: 'POST',
        headers,
        body,
      });
      return response.status;
    },
    acceptAndDie: async (...reports) => {
      const queues = { [ALERT_QUEUE]: {} };
      const { database, queue, close } = await openStore({
        folder: join(dataFolder, 'database'),
        log,
        queues,
      });
      const alerts = createAlertStore(database, { parseReport: parseStoredAlert });
      const accept = createIntake({ database, queue, alerts, channel });
      await accept(reports, { source: 'generic', id: undefined });
      await close();
    },
    shown: async () => {
      while (((await running?.alerts.figures())?.waiting ?? 0) > 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    start,
    stop,
    cards: async (name) => {
      const { messages } = await slack.as('asker', 'conversations.history', { channel: id, limit: 1000 });
      return asList(messages)
        .filter((message) => JSON.stringify(message.metadata ?? '').includes('pasteur_alert'))
        .filter((message) => JSON.stringify(message.blocks).includes(name))
        .reverse();
    },
    replies: async (card) => {
      const { messages } = await slack.as('asker', 'conversations.replies', { channel: id, ts: card?.ts });
      return asList(messages).filter(({ ts }) => ts !== card?.ts);
    },
    close: async () => {
      await stop();
      await slack.close();
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true });
    },
  };
}
