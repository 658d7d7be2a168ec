import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { readBotPost } from '../bot-post.ts';
import { pasteOf } from '../fetch-paste.ts';
import { once } from '../guard.ts';
import { isFields, textAt } from '../payload.ts';
import { readPost } from '../read-post.ts';
import type { Room } from '../room.ts';
import { audienceOf } from '../shared-channels.ts';

/** Takes what other apps post to watched channels; what it says about them, it says later, in their threads. */
export async function onChannelPost(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (room.alerts === undefined || !isFields(message)) return;
  const envelope: unknown = body;
  const appId = isFields(envelope) ? textAt(envelope, 'api_app_id') : undefined;
  const { botId, botUserId } = context;
  const post = readBotPost(message, { botId, botUserId, appId });
  if (post === undefined || !room.watch.reads(post.authors)) return;
  const { channel, ts, isEdit, authors } = post;
  if (!(await room.watch.has(client, channel))) return;
  if ((await audienceOf(room, client, channel, body.is_ext_shared_channel)) !== 'own') {
    room.log.info({ channel }, 'post in a watched channel that is shared with another company: not read');
    return;
  }
  const takePost = room.alerts.takePost;
  const take = async () => {
    const { text, notes } = await pasteOf(post.message, { room, client, botUserId });
    for (const note of notes) room.log.info({ channel, ts, note }, 'a file of a post was left out');
    await takePost(readPost(post.message, { channel, ts, author: authors[0] ?? '', text }), isEdit);
  };
  // An edit has the time of what it changes; its delivery tells it apart.
  if (isEdit) await take();
  else await once(room, `post:${channel}:${ts}`, take);
}
