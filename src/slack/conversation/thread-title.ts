import type { Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';
import { type Asked, placeOf } from './asked.ts';
import type { Reply } from './reply.ts';

/** Names the thread of a direct message after what it is about, in the app's history; a workspace without that is no fault. */
export function titleThread(asked: Asked, { title }: Reply, { room, client }: Reader): void {
  if (title === undefined || asked.root !== undefined || !asked.channel.startsWith('D')) return;
  const { channel, threadTs } = placeOf(asked);
  const { token } = client;
  room.quickClient.assistant.threads
    .setTitle({ ...(token !== undefined && { token }), channel_id: channel, thread_ts: threadTs, title })
    .catch((error: unknown) => room.log.debug({ error: reportError(error) }, 'thread not named'));
}
