import { isFields } from '../payload.ts';
import type { Asker } from '../people/asker.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Roads on which a question stands in a channel; the others are seen by the asker alone. */
const SPOKEN: ReadonlySet<string> = new Set(['mention', 'thread', 'Triage this']);

/** The channel in which something was asked, where everybody in the workspace may read it; undefined in doubt. */
export async function openChannel(
  room: Room,
  road: string,
  { channel, token }: Asker,
): Promise<string | undefined> {
  if (channel === undefined || !channel.startsWith('C') || !SPOKEN.has(road)) return undefined;
  try {
    const { channel: info } = await room.quickClient.conversations.info({
      channel,
      ...(token !== undefined && { token }),
    });
    const isPublic = isFields(info) && info.is_private === false && info.is_mpim !== true;
    return isPublic ? channel : undefined;
  } catch (error) {
    room.log.debug({ channel, error: reportError(error) }, 'nobody can say who may read a channel');
    return undefined;
  }
}
