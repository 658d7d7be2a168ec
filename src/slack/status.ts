import type { webApi } from '@slack/bolt';
import type { Place } from './posting/post.ts';
import type { Room } from './room.ts';
import { withinMs } from './time.ts';

/** Waited for at most: a status that comes after the answer would stand there for two minutes. */
const MAX_WAIT_MS = 1000;

/** Shows "is reading…" in the thread while `work` runs; a workspace that has no such thing is no fault. */
export async function withStatus<T>(
  room: Room,
  client: webApi.WebClient,
  place: Place,
  work: () => Promise<T>,
): Promise<T> {
  const { channel, threadTs } = place;
  if (threadTs === undefined) return work();
  const { token } = client;
  const status = room.quickClient.assistant.threads
    .setStatus({
      ...(token !== undefined && { token }),
      channel_id: channel,
      thread_ts: threadTs,
      status: 'is reading the paste…',
    })
    .catch((error: unknown) => {
      room.log.debug({ reason: error instanceof Error ? error.message : undefined }, 'status not shown');
    });
  const result = await work();
  await withinMs(status, MAX_WAIT_MS);
  return result;
}
