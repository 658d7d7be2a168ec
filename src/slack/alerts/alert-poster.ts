import { webApi } from '@slack/bolt';
import type { AlertPoster, CardPlace } from '../../alerts/alert-poster.ts';
import type { Logger } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import { GiveUp } from '../../store/queue/job-outcome.ts';
import { buildAlertCard } from '../blocks/alert-card.ts';
import { buildAlertNews } from '../blocks/alert-card-news.ts';
import { buildStormCard } from '../blocks/alert-card-storm.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { createBoltLogger } from '../delivery/bolt-logger.ts';
import { countedFetch } from '../delivery/counted-fetch.ts';
import { isFields, textAt } from '../payload.ts';
import { slackErrorName } from '../slack-fault.ts';
import { createAlertChannels } from './alert-channels.ts';
import { findMarked, type Mark, markMetadata } from './mark.ts';
import { postFault } from './post-fault.ts';

export interface AlertPosterOptions {
  /** Bot User OAuth Token, `xoxb-…`. */
  readonly botToken: string;
  /** Slack's Web API; default https://slack.com/api/. */
  readonly slackApiUrl?: string | undefined;
  readonly log: Logger;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Ids of channels shared with other companies in which Pasteur may speak. */
  readonly sharedChannels: readonly string[];
  /** Web address of the knowledge folder, for links to pages. */
  readonly pagesUrl?: string | undefined;
  /** Whether a model can be asked about an alert that no entry knows; default false. */
  readonly canAskModel?: boolean | undefined;
  /** Whether an alert that no entry knows can be saved as a known error; default false. */
  readonly canSave?: boolean | undefined;
}

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;
const TIMEOUT_MS = 10_000;

/** Slack's clock and the database's may differ. */
const CLOCKS_DIFFER_SECONDS = 600;
const PAGE = 200;
const MOST_PAGES = 10;
const REPLIES = 1000;

/** Posts cards. Calls are not retried by the client: it would post again what Slack took without an answer. */
export function createAlertPoster(options: AlertPosterOptions): AlertPoster {
  const { botToken, log, sharedChannels, pagesUrl, canAskModel, canSave } = options;
  const card = { pagesUrl, canAskModel, canSave };
  const slackApiUrl = options.slackApiUrl?.replace(/\/*$/, '/');
  const client = new webApi.WebClient(botToken, {
    logger: createBoltLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    ...(options.metrics !== undefined && { fetch: countedFetch(options.metrics) }),
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
      metadata: markMetadata(mark),
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

  async function find(channel: string, mark: Mark, since: Date): Promise<CardPlace | undefined> {
    const oldest = String(Math.floor(since.getTime() / 1000) - CLOCKS_DIFFER_SECONDS);
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const window = { channel, oldest, limit: PAGE, include_all_metadata: true };
      const history = await call(
        channel,
        client.conversations.history({ ...window, ...(cursor !== undefined && { cursor }) }),
      );
      const ts = findMarked(history.messages ?? [], mark);
      if (ts !== undefined) return { channel, ts };
      cursor = history.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return undefined;
    }
    log.warn({ channel, ...mark }, 'an alert was not found among the newest messages and is posted');
    return undefined;
  }

  async function findReply(channel: string, ts: string, mark: Mark): Promise<string | undefined> {
    const window = { channel, ts, limit: REPLIES, include_all_metadata: true };
    const replies = client.conversations.replies(window).catch((error: unknown) => {
      if (!CARD_GONE.has(slackErrorName(error) ?? '')) throw error;
      return { messages: [] };
    });
    return findMarked((await call(channel, replies)).messages ?? [], mark);
  }

  async function update(
    { channel, ts }: CardPlace,
    { text, blocks }: SlackMessage,
    mark: Mark,
  ): Promise<void> {
    const metadata = markMetadata(mark);
    const updating = client.chat.update({ channel, ts, text, blocks, metadata }).catch((error: unknown) => {
      if (!CARD_GONE.has(slackErrorName(error) ?? '')) throw error;
      log.info({ channel, ...mark }, 'the card of an alert is gone; it is not posted again');
    });
    await call(channel, updating);
  }

  return {
    channelId: (channel) => channels.idOf(channel),
    postCard: async (channel, view, threadTs) => {
      await channels.checkAudience(channel);
      const mark = { alert: view.record.id };
      const posted = await post(channel, buildAlertCard(view, card), mark, threadTs);
      const place = { channel: posted.channel ?? channel, ts: posted.ts ?? '', threadTs };
      if (threadTs !== undefined && !isInThread(posted.message, threadTs)) {
        await call(channel, client.chat.delete({ channel, ts: place.ts }));
        throw new GiveUp('the post that the alert came by was deleted');
      }
      return place;
    },
    findCard: async (channel, alert, since, threadTs) => {
      if (threadTs === undefined) return find(channel, { alert }, since);
      const ts = await findReply(channel, threadTs, { alert });
      return ts === undefined ? undefined : { channel, ts, threadTs };
    },
    updateCard: (place, view) => update(place, buildAlertCard(view, card), { alert: view.record.id }),
    reply: async (place, news, view) => {
      const mark = { alert: view.record.id, news: news.key };
      const threadTs = place.threadTs ?? place.ts;
      const posted = await post(place.channel, buildAlertNews(news, view), mark, threadTs);
      if (!isInThread(posted.message, threadTs) && posted.ts !== undefined) {
        await call(place.channel, client.chat.delete({ channel: place.channel, ts: posted.ts }));
      }
    },
    hasReply: async ({ channel, ts, threadTs }, { key }, alert) =>
      (await findReply(channel, threadTs ?? ts, { alert, news: key })) !== undefined,
    postSummary: async (channel, view) => {
      await channels.checkAudience(channel);
      const posted = await post(channel, buildStormCard(view), { storm: view.key });
      return { channel: posted.channel ?? channel, ts: posted.ts ?? '' };
    },
    findSummary: (channel, storm, since) => find(channel, { storm }, since),
    updateSummary: (place, view) => update(place, buildStormCard(view), { storm: view.key }),
  };
}

/** Where the thread's root is gone, Slack posts to the channel without a word. */
function isInThread(message: unknown, threadTs: string): boolean {
  return isFields(message) && textAt(message, 'thread_ts') === threadTs;
}

const BAD_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
const CARD_GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
]);
