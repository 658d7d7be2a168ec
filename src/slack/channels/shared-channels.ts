import type { webApi } from '@slack/bolt';
import { type Fields, isFields } from '../payload.ts';
import { isGuest } from '../people/guest.ts';
import type { Room } from '../room.ts';

/** `shared`: another company reads along. `unknown`: nobody can say, which counts as shared wherever others would read. */
export type Audience = 'own' | 'shared' | 'unknown';

/**
 * Who reads along in a channel, with the channels that the team allowed counted as its own. `isShared` is what
 * Slack said with an event. Knowledge that leaks cannot be called back, so only `own` may be spoken to.
 */
export async function audienceOf(
  room: Room,
  client: webApi.WebClient,
  channel: string,
  isShared?: boolean | undefined,
): Promise<Audience> {
  if (room.settings.sharedChannels.includes(channel)) return 'own';
  if (isShared !== undefined) return isShared ? 'shared' : 'own';
  const info = await channelInfo(room, client, channel);
  if (info === undefined) return 'unknown';
  return isSharedOutside(info) ? 'shared' : 'own';
}

/**
 * Whether `user` may read `channel`: a link to a message must not show it to somebody who could not open it.
 */
export async function mayRead(
  room: Room,
  client: webApi.WebClient,
  channel: string,
  user: string,
): Promise<boolean> {
  const info = await channelInfo(room, client, channel);
  if (info === undefined) return false;
  const isPublic = info.is_private === false && info.is_im !== true && info.is_mpim !== true;
  return (isPublic && !(await isGuest(room, client, user))) || isMember(client, channel, user);
}

/** Whether somebody is in a channel that the bot is in, or in a public one. */
export async function isMember(client: webApi.WebClient, channel: string, user: string): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const page = await client.conversations.members({
      channel,
      limit: 1000,
      ...(cursor !== undefined && { cursor }),
    });
    if (page.members?.includes(user) === true) return true;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return false;
}

async function channelInfo(
  room: Room,
  client: webApi.WebClient,
  channel: string,
): Promise<Fields | undefined> {
  try {
    const { channel: info } = await client.conversations.info({ channel });
    return isFields(info) ? info : undefined;
  } catch (error) {
    room.log.warn(
      { channel, reason: error instanceof Error ? error.message : undefined },
      'channel could not be looked up',
    );
    return undefined;
  }
}

function isSharedOutside(info: Fields): boolean {
  return info.is_ext_shared === true || info.is_pending_ext_shared === true;
}
