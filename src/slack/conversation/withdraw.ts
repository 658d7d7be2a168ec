import type { webApi } from '@slack/bolt';
import { isFileId } from '../posting/post-file.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';

/** Refusals that mean: the message is no longer there, or can no longer be changed. */
export const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'file_not_found',
  'file_deleted',
]);

/** Deletes something that was said. One that cannot be deleted must not keep the others. */
export async function withdraw(channel: string, posted: string, { room, client }: Reader): Promise<void> {
  await deletePosted(client, channel, posted).catch((error: unknown) => {
    room.log.warn({ channel, error: reportError(error) }, 'what was said about a deleted message stays');
  });
}

/** Deletes a message or a file; one that is gone is no fault. */
export async function deletePosted(client: webApi.WebClient, channel: string, posted: string): Promise<void> {
  try {
    if (isFileId(posted)) await client.files.delete({ file: posted });
    else await client.chat.delete({ channel, ts: posted });
  } catch (error) {
    if (!GONE.has(slackErrorName(error) ?? '')) throw error;
  }
}
