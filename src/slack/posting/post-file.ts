import type { webApi } from '@slack/bolt';
import { notice } from '../blocks/notices.ts';
import type { TextFile } from '../blocks/page-file.ts';
import { type Fields, isFields, listAt, textAt } from '../payload.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { NO_PREVIEWS, type Place } from './post.ts';

/**
 * Puts a text file into a thread and gives its id. A workspace that has not granted it yet is no fault: the messages
 * say that they are shortened, and where the page is.
 */
export async function postFile(
  room: Room,
  client: webApi.WebClient,
  { channel, threadTs }: Place & { readonly threadTs: string },
  { name, title, text }: TextFile,
): Promise<string | undefined> {
  try {
    const reply: unknown = await client.files.uploadV2({
      channel_id: channel,
      thread_ts: threadTs,
      filename: name,
      title,
      content: text,
    });
    return isFields(reply) ? fileId(reply) : undefined;
  } catch (error) {
    room.log.info({ channel, error: reportError(error) }, 'a long answer goes without its file');
    return undefined;
  }
}

/** Sends a file to one person as a direct message; false where the workspace does not take files from Pasteur. */
export async function sendFile(
  room: Room,
  client: webApi.WebClient,
  { user, lead, file }: { readonly user: string; readonly lead: string; readonly file: TextFile },
): Promise<boolean> {
  const { text, blocks } = notice(lead);
  const { channel, ts } = await client.chat.postMessage({ channel: user, text, blocks, ...NO_PREVIEWS });
  if (channel === undefined || ts === undefined) return false;
  return (await postFile(room, client, { channel, threadTs: ts }, file)) !== undefined;
}

/** Whether what was posted is a file and no message, whose name is a time. */
export function isFileId(posted: string): boolean {
  return posted.startsWith('F');
}

/** The client gives a list of completed uploads, each with its files. */
function fileId(reply: Fields): string | undefined {
  const [upload] = listAt(reply, 'files');
  const [file] = upload === undefined ? [] : listAt(upload, 'files');
  return file === undefined ? undefined : textAt(file, 'id') || undefined;
}
