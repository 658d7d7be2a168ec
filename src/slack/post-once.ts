import { setTimeout } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import pRetry from 'p-retry';
import type { Room } from './room.ts';
import { reportError, slackErrorName } from './slack-fault.ts';

/** Where a message stands. */
interface Posted {
  readonly ts: string | undefined;
  readonly channel?: string | undefined;
  /** The thread that it stands in. */
  readonly threadTs: string | undefined;
}

type Message = webApi.ChatPostMessageArguments & { readonly thread_ts?: string };

/** About eight seconds in all: whoever asked is waiting. */
const RETRIES = { retries: 4, minTimeout: 500, factor: 2 };

/**
 * Posts a message that must not stand twice: where Slack gave no answer, `find` looks whether it stands before the
 * next try, which Bolt's own retries do not.
 * @param find gives its time; undefined where it does not stand.
 */
export async function postOnce(
  { postClient, log }: Pick<Room, 'postClient' | 'log'>,
  token: string | undefined,
  message: Message,
  find: () => Promise<string | undefined>,
): Promise<Posted> {
  const signed = token === undefined ? message : { ...message, token };
  let isUncertain = false;
  const attempt = async (): Promise<Posted> => {
    const ts = isUncertain ? await find() : undefined;
    return ts === undefined ? post(postClient, signed) : { ts, threadTs: message.thread_ts };
  };
  return pRetry(attempt, {
    ...RETRIES,
    shouldRetry: ({ error }) => slackErrorName(error) === undefined,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      if (retriesLeft === 0 || slackErrorName(error) !== undefined) return;
      const { channel } = message;
      log.warn({ channel, error: reportError(error) }, 'a message is posted again where it does not stand');
      if (error instanceof webApi.WebAPIRateLimitedError) await setTimeout(error.retryAfter * 1000);
      else isUncertain = true;
    },
  });
}

/** Posts a message. */
export async function post(client: webApi.WebClient, message: Message): Promise<Posted> {
  const { ts, channel, message: shown } = await client.chat.postMessage(message);
  return { ts, channel, threadTs: shown?.thread_ts };
}
