import { setTimeout } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { audienceOf } from '../channels/shared-channels.ts';
import { isFields, textAt } from '../payload.ts';
import { readBotPost } from '../reading/bot-post.ts';
import { pasteOf } from '../reading/fetch-paste.ts';
import { readPost } from '../reading/read-post.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Takes what other apps post to watched channels; what it says about them, it says later, in their threads. */
export async function onChannelPost(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  const { alerts: desk, watch } = room;
  if (desk === undefined || !isFields(message)) return;
  const envelope: unknown = body;
  const appId = isFields(envelope) ? textAt(envelope, 'api_app_id') : undefined;
  const { botId, botUserId } = context;
  const post = readBotPost(message, { botId, botUserId, appId });
  if (post === undefined || !watch.reads(post.authors)) return;
  const { channel, ts, isEdit, authors } = post;
  // Slack has its answer already and does not deliver again: what fails here is tried here.
  await keepTrying(room, channel, async () => {
    if (!(await watch.has(client, channel))) return;
    if ((await audienceOf(room, client, channel, body.is_ext_shared_channel)) !== 'own') {
      room.log.info({ channel }, 'post in a watched channel that is shared with another company: not read');
      return;
    }
    const { text, notes } = await pasteOf(post.message, { room, client, botUserId });
    for (const note of notes) room.log.info({ channel, ts, note }, 'a file of a post was left out');
    await desk.takePost(readPost(post.message, { channel, ts, author: authors[0] ?? '', text }), isEdit);
  });
}

/** Waits between the tries: two minutes in all, enough for a database that restarts. */
const WAITS_MS = [1000, 5000, 15_000, 40_000, 60_000];

async function keepTrying(room: Room, channel: string, work: () => Promise<void>): Promise<void> {
  for (const waitMs of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      room.log.warn(
        { channel, waitMs, error: reportError(error) },
        'a post was not taken; it is tried again',
      );
      await setTimeout(waitMs);
    }
  }
  await work();
}
