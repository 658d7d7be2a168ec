import type { webApi } from '@slack/bolt';
import type { SummaryPlace } from '../../store/summaries/summary-log.ts';
import { plain } from '../blocks/summary-markdown.ts';
import type { Place } from '../posting/post.ts';

/** Who reads along: Slack wants to know outside of direct messages. */
export interface Recipient {
  readonly user: string;
  readonly team: string | undefined;
}

/** https://docs.slack.dev/reference/methods/chat.appendStream */
const MOST_MARKDOWN = 12_000;

/** A message that grows. */
export interface TextStream {
  readonly place: SummaryPlace;
  /** Brings the message to this text, of which it already has the beginning. */
  grow(text: string): Promise<void>;
  stop(text: string, blocks?: webApi.ChatStopStreamArguments['blocks']): Promise<void>;
}

/** Starts a stream in a thread with a first line. Rejects where the workspace has no such thing. */
export async function startStream(
  client: webApi.WebClient,
  { channel, threadTs }: Place & { readonly threadTs: string },
  { user, team }: Recipient,
  head: string,
): Promise<TextStream> {
  const started = await client.chat.startStream({
    channel,
    thread_ts: threadTs,
    recipient_user_id: user,
    ...(team !== undefined && { recipient_team_id: team }),
    markdown_text: `${plain(head)}\n\n`,
  });
  const ts = started.ts;
  if (ts === undefined) throw new TypeError('chat.startStream gave no message');
  const at = { channel: started.channel ?? channel, ts };
  let written = '';
  /** What is new; a text that goes on otherwise, such as a second answer, is told whole. */
  const newPart = (text: string): string => {
    const part = text.startsWith(written) ? text.slice(written.length) : `\n\n**Corrected:**\n\n${text}`;
    written = text;
    return part.slice(0, MOST_MARKDOWN);
  };
  return {
    place: { ...at, isStream: true },
    grow: async (text) => {
      if (!text.startsWith(written) || text === written) return;
      await client.chat.appendStream({ ...at, markdown_text: newPart(text) });
    },
    stop: async (text, blocks) => {
      const part = newPart(text);
      await client.chat.stopStream({
        ...at,
        ...(part !== '' && { markdown_text: part }),
        ...(blocks !== undefined && { blocks }),
      });
    },
  };
}
