import { webApi } from '@slack/bolt';
import type { SummaryPlace } from '../../store/summaries/summary-log.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { notice } from '../blocks/notices.ts';
import { buildSummary, modelLine, type SummaryView, summaryTail } from '../blocks/summary.ts';
import { plain, summaryMarkdown } from '../blocks/summary-markdown.ts';
import type { Place } from '../posting/post.ts';
import type { Room } from '../room.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';
import { type Recipient, startStream, type TextStream } from './stream-text.ts';
import { PlaceGone, type SummaryWriter } from './summary-writer.ts';

export interface ThreadWriterOptions {
  readonly room: Room;
  readonly client: webApi.WebClient;
  readonly place: Place & { readonly threadTs: string };
  readonly recipient: Recipient;
}

/** https://docs.slack.dev/reference/methods/chat.update: about once a second is allowed; parts are no hurry. */
const EDIT_EVERY_MS = 2000;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;
const GONE = new Set(['message_not_found', 'thread_not_found', 'channel_not_found', 'is_archived']);

/** Workspaces that were found to have no streams, so that each is asked once. */
const streamless = new WeakSet<object>();

/** Writes into a thread: as a stream where the workspace has such a thing, else into one message that is edited. */
export function createThreadWriter({ room, client, place, recipient }: ThreadWriterOptions): SummaryWriter {
  const { channel, threadTs } = place;
  let stream: TextStream | undefined;
  let posted: SummaryPlace | undefined;
  let editedAt = performance.now();

  const setStatus = (status: string): void => {
    const { token } = client;
    room.quickClient.assistant.threads
      .setStatus({
        ...(token !== undefined && { token }),
        channel_id: channel,
        thread_ts: threadTs,
        status,
      })
      .catch((error: unknown) => room.log.debug({ error: reportError(error) }, 'status not shown'));
  };
  const edit = async ({ text, blocks }: SlackMessage): Promise<void> => {
    if (posted === undefined) return;
    await client.chat
      .update({ channel: posted.channel, ts: posted.ts, text, blocks })
      .catch((error: unknown) => {
        if (!GONE.has(slackErrorName(error) ?? '')) throw error;
        room.log.info({ channel }, 'the message of a summary is gone');
      });
  };
  const post = async ({ text, blocks }: SlackMessage): Promise<SummaryPlace> => {
    const message = { channel, thread_ts: threadTs, text, blocks, ...NO_PREVIEWS };
    const reply = await client.chat.postMessage(message);
    const at = { channel: reply.channel ?? channel, ts: reply.ts ?? '', isStream: false };
    // Where the thread's root is gone, Slack posts to the channel without a word.
    if (reply.message?.thread_ts !== threadTs) {
      await client.chat.delete({ channel: at.channel, ts: at.ts });
      throw new PlaceGone();
    }
    return at;
  };
  const tryStream = async (head: string): Promise<TextStream | undefined> => {
    if (streamless.has(room)) return undefined;
    return startStream(client, place, recipient, head).catch((error: unknown) => {
      if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
      if (slackErrorName(error) === 'unknown_method') streamless.add(room);
      room.log.debug({ reason: slackErrorName(error) }, 'no stream here: the message is edited in place');
      return undefined;
    });
  };
  /** Ends the stream; where Slack has ended it already, the message is edited. */
  const stopStream = async (text: string, last: SlackMessage, blocks?: SummaryTail): Promise<void> => {
    await stream?.stop(text, blocks).catch(async (error: unknown) => {
      room.log.info({ error: reportError(error) }, 'a stream could not be ended and is edited');
      await edit(last);
    });
  };
  let shown = '';

  return {
    begin: async (model) => {
      const head = `${modelLine(model)} Asking it now…`;
      stream = await tryStream(head);
      posted = stream?.place ?? (await post(notice(`Asking the model (${model})…`)));
      setStatus('is asking the model…');
      return posted;
    },
    part: async (part) => {
      try {
        if (stream !== undefined) {
          await stream.grow(summaryMarkdown(part));
          shown = summaryMarkdown(part);
        } else if (performance.now() - editedAt > EDIT_EVERY_MS) {
          editedAt = performance.now();
          await edit(notice(`The model is writing… So far: ${part.summary}`));
        }
      } catch (error) {
        room.log.info({ error: reportError(error) }, 'a part of a summary was not shown');
      }
    },
    end: async (view: SummaryView) => {
      const whole = buildSummary(view);
      if (stream === undefined) await edit(whole);
      else await stopStream(summaryMarkdown(view.summary), whole, summaryTail(view));
      setStatus('');
    },
    fail: async (line) => {
      const last = notice(line);
      if (posted === undefined) posted = await post(last);
      else if (stream === undefined) await edit(last);
      else await stopStream(`${shown}\n\n${plain(line)}`, last);
      setStatus('');
    },
    withdraw: async () => {
      if (posted === undefined) return;
      await stopStream(shown, notice('Stopped.'));
      await client.chat.delete({ channel: posted.channel, ts: posted.ts }).catch((error: unknown) => {
        room.log.info({ error: reportError(error) }, 'a stopped summary could not be taken back');
      });
      setStatus('');
    },
  };
}

type SummaryTail = ReturnType<typeof summaryTail>;
