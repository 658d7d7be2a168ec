import type { webApi } from '@slack/bolt';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import type { KeptDraft } from './draft-store.ts';

/** Web address of the thread in which something was written down; undefined where Slack does not tell. */
export async function threadLink(
  room: Room,
  client: webApi.WebClient,
  { channel, threadTs }: Pick<KeptDraft, 'channel' | 'threadTs'>,
): Promise<string | undefined> {
  if (channel === undefined || threadTs === undefined) return undefined;
  try {
    return (await client.chat.getPermalink({ channel, message_ts: threadTs })).permalink;
  } catch (error) {
    // A page is as good without it.
    room.log.info({ error: reportError(error) }, 'the address of a thread was not read');
    return undefined;
  }
}
