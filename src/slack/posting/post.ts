import type { RespondFn, webApi } from '@slack/bolt';
import type { SlackMessage } from '../blocks/message.ts';
import { post, postOnce } from '../post-once.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Where messages go: a channel, and the thread in it. */
export interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

/** No preview cards: an address in an answer is there to be read, and fetching it would tell its owner. */
export const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** How messages are known again as the answer to a question. */
export interface Marking {
  /** The mark of the message at a place, from 0. */
  readonly markOf: (index: number) => webApi.MessageMetadata;
  /** Times of those that stand there already, by place: they are not posted again. */
  readonly standing?: ReadonlyMap<number, string> | undefined;
  /** Looks for the message at a place, where Slack did not say whether it took it. */
  readonly find: (index: number) => Promise<string | undefined>;
}

/** Posts messages one after the other into a thread; gives the times of those that stand there. */
export async function postMessages(
  room: Room,
  client: webApi.WebClient,
  place: Place,
  messages: readonly SlackMessage[],
  marking?: Marking,
): Promise<readonly string[]> {
  const { channel, threadTs } = place;
  const times: string[] = [];
  for (const [index, { text, blocks }] of messages.entries()) {
    const standing = marking?.standing?.get(index);
    if (standing !== undefined) {
      times.push(standing);
      continue;
    }
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    const message = { channel, text, blocks, ...thread, ...NO_PREVIEWS };
    const posted =
      marking === undefined
        ? await post(client, message)
        : await postOnce(room, client.token, { ...message, metadata: marking.markOf(index) }, () =>
            marking.find(index),
          );
    // Where the thread's root is gone, Slack posts to the channel without a word.
    if (threadTs !== undefined && posted.threadTs !== threadTs && posted.ts !== undefined) {
      await takeBack(room, client, posted.channel ?? channel, posted.ts);
      return times;
    }
    if (posted.ts !== undefined) times.push(posted.ts);
  }
  return times;
}

async function takeBack(room: Room, client: webApi.WebClient, channel: string, ts: string): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
    room.log.info({ channel }, 'the thread is gone: its answer was taken back');
  } catch (error) {
    // Saying so would go to the same dead thread, and into the channel.
    room.log.warn(
      { channel, error: reportError(error) },
      'the thread is gone, and its answer stays in the channel',
    );
  }
}

/** Shows messages to the asker alone, by the address that Slack gave for answering (30 minutes, five posts). */
export async function respondPrivately(
  respond: RespondFn,
  messages: readonly SlackMessage[],
  options: { readonly replaces?: boolean } = {},
): Promise<void> {
  let replaces = options.replaces ?? false;
  for (const { text, blocks } of messages) {
    await respond({ response_type: 'ephemeral', replace_original: replaces, text, blocks, ...NO_PREVIEWS });
    replaces = false;
  }
}

/** Posts to the whole channel by the same address; this works where the bot is no member. */
export async function respondInChannel(respond: RespondFn, messages: readonly SlackMessage[]): Promise<void> {
  for (const { text, blocks } of messages) {
    await respond({ response_type: 'in_channel', replace_original: false, text, blocks, ...NO_PREVIEWS });
  }
}

/** Shows messages to one person in a channel or thread in which the bot is. */
export async function postPrivately(
  client: webApi.WebClient,
  place: Place & { readonly user: string },
  messages: readonly SlackMessage[],
): Promise<void> {
  const { channel, threadTs, user } = place;
  for (const { text, blocks } of messages) {
    await client.chat.postEphemeral({
      channel,
      user,
      text,
      blocks,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    });
  }
}
