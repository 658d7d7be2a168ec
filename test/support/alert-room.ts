import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AlertServer, startAlertServer } from '../../src/alerts/alert-server.ts';
import { answerAlert } from '../../src/alerts/answer-alert.ts';
import { openAlerts } from '../../src/alerts/open-alerts.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import { createLogger } from '../../src/log.ts';
import { createAlertPoster } from '../../src/slack/alerts/alert-poster.ts';
import { EVERY_SECRET, SECRET } from './alert-webhook.ts';
import { asList, asRecord, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from './slack-workspace.ts';
import { smallTriage } from './small-triage.ts';

type Message = Record<string, unknown>;

/** Pasteur from its webhook to an emulated Slack, with its database in a folder. */
export interface AlertRoom {
  readonly slack: SlackWorkspace;
  /** Posts a body to a source, with its proof. */
  send(body: object, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** Stops it and starts it again on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Messages of #incidents, the oldest first, without replies. */
  cards(): Promise<readonly Message[]>;
  /** Replies in the thread of a card. */
  replies(card: Message | undefined): Promise<readonly Message[]>;
  close(): Promise<void>;
}

export async function startAlertRoom({ channel = '#incidents' } = {}): Promise<AlertRoom> {
  const slack = await startSlackWorkspace();
  const id = await slack.channel('incidents');
  await slack.as('bot', 'conversations.join', { channel: id }).catch(() => undefined);
  slack.react('conversations.info', () => ({ ok: true, channel: { id, is_ext_shared: false } }));
  const dataFolder = mkdtempSync(join(tmpdir(), 'pasteur-alerts-'));
  const log = createLogger('silent');
  let running: { readonly close: () => Promise<void>; readonly server: AlertServer } | undefined;
  const start = async () => {
    const poster = createAlertPoster({
      botToken: BOT_TOKEN,
      slackApiUrl: slack.apiUrl,
      log,
      sharedChannels: [],
    });
    const alerts = await openAlerts({
      settings: readAlertSettings(EVERY_SECRET).settings,
      dataFolder,
      channel,
      poster,
      answer: (alert) => answerAlert(alert, { triage: smallTriage, entries: [] }),
      fetch: () => Promise.reject(new Error('no network in this test')),
      log,
      pace: { restMs: 0, againSeconds: 0 },
    });
    running = {
      close: alerts.close,
      server: await startAlertServer(alerts.listener, { host: '127.0.0.1', port: 0 }),
    };
  };
  const stop = async () => {
    const { server, close } = running ?? {};
    running = undefined;
    await server?.close();
    await close?.();
  };
  await start();
  return {
    slack,
    send: async (body, headers = {}) => {
      const response = await fetch(`${running?.server.url}/alerts/generic`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}`, ...headers },
        body: JSON.stringify(body),
      });
      return response.status;
    },
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    cards: async () => {
      const { messages } = await slack.as('asker', 'conversations.history', { channel: id, limit: 1000 });
      return asList(messages)
        .filter((message) => asRecord(message.metadata).event_type === 'pasteur_alert')
        .reverse();
    },
    replies: async (card) => {
      const { messages } = await slack.as('asker', 'conversations.replies', { channel: id, ts: card?.ts });
      return asList(messages).filter(({ ts }) => ts !== card?.ts);
    },
    close: async () => {
      await stop();
      await slack.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}
