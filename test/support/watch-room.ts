import { readFileSync } from 'node:fs';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import type { WatchSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { type StartedAlerts, startAlerts } from '../../src/slack/alerts/start-alerts.ts';
import { EVERY_SECRET, provenHeaders } from './alert-webhook.ts';
import { createMailbox } from './mailbox.ts';
import { startTestRoom, type TestRoom } from './slack-room.ts';
import { asList, asRecord, BOT_TOKEN, BOT_USER } from './slack-workspace.ts';
import { smallTriage } from './small-triage.ts';

type Message = Record<string, unknown>;

/** The whole bot, with alerts by webhook and by posts, joined to an emulated Slack; cards of webhooks go to #general. */
export interface WatchRoom {
  readonly room: TestRoom;
  /** Id of #incidents, which is watched. */
  readonly channel: string;
  /** Posts what another app would, and waits until the bot has taken it and said what it has to say; gives its time. */
  post(message: Message): Promise<string>;
  /** Delivers a post once more, under another event id, and waits as `post` does. */
  again(message: Message, ts: string): Promise<void>;
  /** The same for an edit of a post. */
  edit(message: Message, ts: string): Promise<void>;
  /** Posts what the bot is to leave alone, and does not wait. */
  postVainly(message: Message, envelope?: Message): Promise<string>;
  /** Lets the next taking of a post fail, as without a database. */
  failNext(): void;
  /** Delivers an event about a message. */
  deliver(event: Message, envelope?: Message): Promise<void>;
  /** Posts to the generic webhook. */
  send(body: object): Promise<number>;
  /** Resolves once Slack shows all that was taken in. */
  shown(): Promise<void>;
  /** Replies below a message. */
  thread(ts: string, channel?: string): Promise<readonly Message[]>;
  /** Messages of the bot at the top of a channel. */
  said(channel: string): Promise<readonly Message[]>;
  close(): Promise<void>;
}

/** Opening a database takes its time on a busy machine. */
export const OPENING_MS = 100_000;

/** Where the webhook's cards go. */
export const CARDS = 'C000000001';

export async function startWatchRoom(watch: Partial<WatchSettings> = {}): Promise<WatchRoom> {
  let alerts: StartedAlerts | undefined;
  const taken = createMailbox<string>();
  let isFailing = false;
  const room = await startTestRoom({
    settings: { watch: { channels: ['#incidents'], bots: [], by: 'members', ...watch } },
    alerts: async (slack) => {
      alerts = await startAlerts({
        botToken: BOT_TOKEN,
        slackApiUrl: slack.apiUrl,
        alertSettings: readAlertSettings(EVERY_SECRET).settings,
        channel: CARDS,
        databaseUrl: undefined,
        dataFolder: undefined,
        isOnDemand: false,
        takesWebhooks: true,
        server: { host: '127.0.0.1', port: 0 },
        triage: () => smallTriage,
        entries: () => [],
        sharedChannels: [],
        pagesUrl: undefined,
        log: createLogger('silent'),
        pace: { restMs: 0, againSeconds: 0 },
      });
      const { desk } = alerts;
      return {
        ...desk,
        takePost: async (post, isEdit) => {
          if (isFailing) {
            isFailing = false;
            throw new Error('no database');
          }
          await desk.takePost(post, isEdit);
          taken.put(post.ts);
        },
      };
    },
  });
  const { slack } = room;
  const channel = await slack.channel('incidents');
  await slack.as('asker', 'conversations.join', { channel });
  for (const each of [channel, CARDS])
    await slack.as('asker', 'conversations.invite', { channel: each, users: BOT_USER });
  const deliver = async (event: Message, envelope: Message = {}) => {
    const { status } = await room.send.event({ channel, channel_type: 'channel', ...event }, envelope);
    if (status !== 200) throw new Error(`the delivery was answered with ${status}`);
  };
  const shown = async () => {
    while (((await alerts?.desk.figures())?.waiting ?? 0) > 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const postVainly: WatchRoom['postVainly'] = async (message, envelope) => {
    const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text: 'stands for the post' });
    await deliver({ type: 'message', ...message, ts }, envelope);
    return String(ts);
  };
  return {
    room,
    channel,
    deliver,
    failNext: () => {
      isFailing = true;
    },
    post: async (message) => {
      const ts = await postVainly(message);
      await taken.take();
      await shown();
      return ts;
    },
    again: async (message, ts) => {
      await deliver({ type: 'message', ...message, ts });
      await taken.take();
      await shown();
    },
    edit: async (message, ts) => {
      await deliver({ type: 'message', subtype: 'message_changed', message: { ...message, ts } });
      await taken.take();
      await shown();
    },
    postVainly,
    send: async (value) => {
      const body = Buffer.from(JSON.stringify(value));
      const response = await fetch(`${alerts?.url}/alerts/generic`, {
        method: 'POST',
        headers: provenHeaders('generic', body),
        body,
      });
      return response.status;
    },
    shown,
    thread: async (ts, where = channel) => {
      const { messages } = await slack.as('asker', 'conversations.replies', { channel: where, ts });
      return asList(messages).filter((message) => message.ts !== ts);
    },
    said: async (where) => {
      const { messages } = await slack.as('asker', 'conversations.history', { channel: where, limit: 1000 });
      return asList(messages)
        .filter(({ metadata, thread_ts, ts }) => metadata !== undefined && (thread_ts ?? ts) === ts)
        .reverse();
    },
    close: async () => {
      await room.close();
      await alerts?.close();
    },
  };
}

/** A post as Alertmanager's default template writes it. */
export function alertmanagerPost(title: string, text = ''): Message {
  return {
    subtype: 'bot_message',
    bot_id: 'B0ALERTMGR',
    text: '',
    attachments: [{ color: 'danger', title, fallback: title, text }],
  };
}

/** A message of the corpus. */
export function corpusPost(name: string): Message {
  const file = new URL(`../fixtures/slack-posts/${name}.json`, import.meta.url);
  return asRecord(asRecord(JSON.parse(readFileSync(file, 'utf8'))).message);
}
