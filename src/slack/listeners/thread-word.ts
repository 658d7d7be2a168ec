import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { audienceOf } from '../channels/shared-channels.ts';
import { readAsked } from '../conversation/asked.ts';
import { converse } from '../conversation/converse.ts';
import { isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';
import { isThreadWord } from '../thread-word.ts';

/** A word such as "next" in a channel's thread, with no mention: taken from the person whom Pasteur answered there, and from nobody else. */
export async function onThreadWord(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (!isFields(message) || !isThreadWord(message)) return;
  const asked = readAsked(message, textAt(message, 'channel'), context);
  if (asked.root === undefined) return;
  const last = await room.answers.newestIn(asked.channel, asked.root, asked.ts);
  if (last === undefined || last.asker !== asked.user) return;
  if ((await audienceOf(room, client, asked.channel, body.is_ext_shared_channel)) !== 'own') return;
  await converse('thread', asked, { room, client, botUserId: context.botUserId });
}
