import { isFields, textAt } from '../payload.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';

/** Messages of a thread that are looked at; who solved it wrote among the last. */
const MAX_REPLIES = 100;

/** What people wrote below a message, in Slack's escaping; nothing where the bot may not read. */
export async function threadReplies(
  { room, client, botUserId }: Reader,
  channel: string,
  threadTs: string,
): Promise<readonly string[]> {
  try {
    const { messages } = await client.conversations.replies({ channel, ts: threadTs, limit: MAX_REPLIES });
    return (messages ?? []).flatMap((message) => {
      if (!isFields(message) || message.ts === threadTs) return [];
      const isBot = message.bot_id !== undefined || message.user === botUserId;
      const text = textAt(message, 'text')
        .replaceAll(/<[@!#][^>]*>/g, '')
        .trim();
      return isBot || text === '' ? [] : [text];
    });
  } catch (error) {
    // The form is as good without them.
    room.log.info({ error: reportError(error) }, 'the replies of a thread were not read for a draft');
    return [];
  }
}
