import { randomBytes } from 'node:crypto';
import type { Change, Changes } from '../changes.ts';
import type { Credentials } from '../credentials.ts';
import { type JsonRecord, textOf } from '../json.ts';
import type { AppTab } from '../wire.ts';
import type { BotDoor } from './bot-door.ts';

/** Slack tries again at once, after a minute and after five, then gives up. */
const RETRY_AFTER_MS = [0, 60_000, 300_000] as const;

export interface EventOptions {
  readonly door: BotDoor;
  readonly changes: Changes;
  readonly credentials: Credentials;
  readonly teamId: string;
  /** Names of the events that the app's manifest subscribes to. */
  readonly subscribed: readonly string[];
  readonly isDirectMessage: (channel: string) => boolean;
  readonly now: () => number;
}

/** The Events API: turns what happens into signed event deliveries, tried again as Slack does. */
export interface Events {
  /** The person at the page looks at a tab of the bot: its messages, or its Home with what it published there. */
  appHomeOpened(opened: HomeOpened): void;
  stop(): void;
}

export interface HomeOpened {
  readonly user: string;
  readonly channel: string;
  readonly tab: AppTab;
  readonly view: JsonRecord | undefined;
}

export function startEvents(options: EventOptions): Events {
  const { door, changes, credentials, teamId, now } = options;
  const subscribed = new Set(options.subscribed);
  const waiting = new Set<NodeJS.Timeout>();

  function send(event: JsonRecord, subscription: string): void {
    if (!subscribed.has(subscription)) return;
    const envelope = {
      token: credentials.verificationToken,
      team_id: teamId,
      context_team_id: teamId,
      context_enterprise_id: null,
      api_app_id: credentials.appId,
      event,
      type: 'event_callback',
      event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
      event_time: Math.floor(now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: teamId,
          user_id: credentials.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    };
    void attempt(JSON.stringify(envelope), String(event.type), 0, '');
  }

  async function attempt(body: string, what: string, retry: number, lastReason: string): Promise<void> {
    const headers: Record<string, string> =
      retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': lastReason };
    const answer = await door.deliver('application/json', body, headers);
    if (answer.ok) return;
    changes.emit({ type: 'delivery_failed', what, reason: answer.reason });
    const delayMs = RETRY_AFTER_MS[retry];
    if (answer.noRetry || delayMs === undefined) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      void attempt(body, what, retry + 1, answer.reason);
    }, delayMs);
    timer.unref();
    waiting.add(timer);
  }

  const unsubscribe = changes.subscribe((change) => {
    for (const { event, subscription } of eventsOf(change, options)) send(event, subscription);
  });

  return {
    appHomeOpened({ user, channel, tab, view }) {
      const event = {
        type: 'app_home_opened',
        user,
        channel,
        tab,
        event_ts: String(now() / 1000),
        ...(tab === 'home' && view !== undefined ? { view } : {}),
      };
      send(event, 'app_home_opened');
    },
    stop() {
      unsubscribe();
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

interface NamedEvent {
  readonly event: JsonRecord;
  /** The name under which a manifest subscribes to it. */
  readonly subscription: string;
}

function eventsOf(change: Change, options: EventOptions): readonly NamedEvent[] {
  const { credentials, teamId, isDirectMessage } = options;
  if (change.type !== 'message' && change.type !== 'message_changed' && change.type !== 'message_deleted')
    return [];
  const { channel } = change;
  const isDirect = isDirectMessage(channel);
  const place = { channel, channel_type: isDirect ? 'im' : 'channel' };
  const subscription = isDirect ? 'message.im' : 'message.channels';
  if (change.type === 'message_deleted') {
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      deleted_ts: change.ts,
      ...place,
    };
    return [{ subscription, event: { ...event, ts: change.ts, event_ts: change.ts } }];
  }
  const { message } = change;
  const ts = textOf(message, 'ts') ?? '';
  if (change.type === 'message_changed') {
    const event = { type: 'message', subtype: 'message_changed', hidden: true, message, ...place };
    return [{ subscription, event: { ...event, previous_message: change.previous, ts, event_ts: ts } }];
  }
  const event: JsonRecord = { ...message, type: 'message', team: teamId, event_ts: ts, ...place };
  const mentions = textOf(message, 'text')?.includes(`<@${credentials.botUserId}>`) === true;
  if (!mentions || isDirect || message.bot_id !== undefined) return [{ subscription, event }];
  const { channel_type: _type, subtype: _subtype, ...mention } = event;
  return [
    { subscription, event },
    { subscription: 'app_mention', event: { ...mention, type: 'app_mention' } },
  ];
}
