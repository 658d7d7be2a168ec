import { webApi } from '@slack/bolt';
import type { AlertPoster, CardPlace } from '../../alerts/alert-poster.ts';
import type { Logger } from '../../log.ts';
import { buildAlertCard } from '../blocks/alert-card.ts';
import { buildAlertNews } from '../blocks/alert-card-news.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { createBoltLogger } from '../bolt-logger.ts';
import { type Fields, fieldsAt, isFields, textAt } from '../payload.ts';
import { slackErrorName } from '../slack-fault.ts';
import { createAlertChannels } from './alert-channels.ts';
import { postFault } from './post-fault.ts';

export interface AlertPosterOptions {
  /** Bot User OAuth Token, `xoxb-…`. */
  readonly botToken: string;
  /** Slack's Web API; default https://slack.com/api/. */
  readonly slackApiUrl?: string | undefined;
  readonly log: Logger;
  /** Ids of channels shared with other companies in which Pasteur may speak. */
  readonly sharedChannels: readonly string[];
  /** Web address of the knowledge folder, for links to pages. */
  readonly pagesUrl?: string | undefined;
}

const EVENT_TYPE = 'pasteur_alert';
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;
const TIMEOUT_MS = 10_000;

/** Slack's clock and the database's may differ. */
const CLOCKS_DIFFER_SECONDS = 600;
const PAGE = 200;
const MOST_PAGES = 10;

/** Posts cards. Calls are not retried by the client: it would post again what Slack took without an answer. */
export function createAlertPoster(options: AlertPosterOptions): AlertPoster {
  const { botToken, log, sharedChannels, pagesUrl } = options;
  const slackApiUrl = options.slackApiUrl?.replace(/\/*$/, '/');
  const client = new webApi.WebClient(botToken, {
    logger: createBoltLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  });
  const channels = createAlertChannels({ client, log, sharedChannels });
  const call = <T>(channel: string, calling: Promise<T>): Promise<T> =>
    calling.catch((error: unknown) => {
      throw postFault(error, channel, log);
    });

  async function post(channel: string, message: SlackMessage, mark: Mark, threadTs?: string) {
    const common = {
      channel,
      text: message.text,
      metadata: { event_type: EVENT_TYPE, event_payload: { ...mark } },
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      ...NO_PREVIEWS,
    };
    const posting = client.chat.postMessage({ ...common, blocks: message.blocks }).catch((error: unknown) => {
      if (!BAD_BLOCKS.has(slackErrorName(error) ?? '')) throw error;
      log.error(
        { channel, reason: slackErrorName(error) },
        'Slack refused the blocks of an alert; posted as text',
      );
      return client.chat.postMessage(common);
    });
    return call(channel, posting);
  }

  return {
    channelId: (channel) => channels.idOf(channel),
    postCard: async (channel, view) => {
      await channels.checkAudience(channel);
      const posted = await post(channel, buildAlertCard(view, { pagesUrl }), { alert: view.record.id });
      return { channel: posted.channel ?? channel, ts: posted.ts ?? '' };
    },
    findCard: async (channel, alertId, since) => {
      const oldest = String(Math.floor(since.getTime() / 1000) - CLOCKS_DIFFER_SECONDS);
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const history = await call(
          channel,
          client.conversations.history({
            channel,
            oldest,
            limit: PAGE,
            include_all_metadata: true,
            ...(cursor !== undefined && { cursor }),
          }),
        );
        const ts = findMarked(history.messages ?? [], { alert: alertId });
        if (ts !== undefined) return { channel, ts };
        cursor = history.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) return undefined;
      }
      log.warn({ channel, alert: alertId }, 'an alert was not found among the newest messages and is posted');
      return undefined;
    },
    updateCard: async (place, view) => {
      const { text, blocks } = buildAlertCard(view, { pagesUrl });
      const { channel, ts } = place;
      const metadata = { event_type: EVENT_TYPE, event_payload: { alert: view.record.id } };
      const updating = client.chat.update({ channel, ts, text, blocks, metadata }).catch((error: unknown) => {
        if (!CARD_GONE.has(slackErrorName(error) ?? '')) throw error;
        log.info({ channel, alert: view.record.id }, 'the card of an alert is gone; it is not posted again');
      });
      await call(channel, updating);
    },
    reply: async (place, news, view) => {
      const mark = { alert: view.record.id, news: news.key };
      const posted = await post(place.channel, buildAlertNews(news, view), mark, place.ts);
      const isInThread = isFields(posted.message) && textAt(posted.message, 'thread_ts') === place.ts;
      // Where the thread's root is gone, Slack posts to the channel without a word.
      if (!isInThread && posted.ts !== undefined) {
        await call(place.channel, client.chat.delete({ channel: place.channel, ts: posted.ts }));
      }
    },
    hasReply: (place, key) => hasReply(client, place, key, call),
  };
}

/** What a message says about itself, so that it is known again. */
interface Mark {
  readonly alert: string;
  readonly news?: string;
}

const BAD_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
const CARD_GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
]);

async function hasReply(
  client: webApi.WebClient,
  { channel, ts }: CardPlace,
  key: string,
  call: <T>(channel: string, calling: Promise<T>) => Promise<T>,
): Promise<boolean> {
  const replies = client.conversations
    .replies({ channel, ts, limit: PAGE * MOST_PAGES, include_all_metadata: true })
    .catch((error: unknown) => {
      if (!CARD_GONE.has(slackErrorName(error) ?? '')) throw error;
      return { messages: [] };
    });
  const { messages } = await call(channel, replies);
  return (messages ?? []).some((message) => isFields(message) && payloadOf(message)?.news === key);
}

function findMarked(messages: readonly unknown[], { alert }: Mark): string | undefined {
  const found = messages.filter(isFields).find((message) => {
    const payload = payloadOf(message);
    return payload !== undefined && payload.alert === alert && payload.news === undefined;
  });
  return found === undefined ? undefined : textAt(found, 'ts');
}

function payloadOf(message: Fields): Fields | undefined {
  const metadata = fieldsAt(message, 'metadata');
  if (metadata === undefined || textAt(metadata, 'event_type') !== EVENT_TYPE) return undefined;
  return fieldsAt(metadata, 'event_payload');
}
