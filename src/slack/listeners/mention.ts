import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { audienceOf } from '../channels/shared-channels.ts';
import { readAsked } from '../conversation/asked.ts';
import { converse } from '../conversation/converse.ts';
import { isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';

/** Answers a mention in its thread: the text beside the mention, or else what the thread is about. */
export async function onMention(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs,
): Promise<void> {
  const mention: unknown = event;
  // Another app that mentions the bot would start a loop of two bots.
  if (!isFields(mention) || textAt(mention, 'bot_id') !== '' || textAt(mention, 'user') === context.botUserId)
    return;
  const channel = textAt(mention, 'channel');
  if ((await audienceOf(room, client, channel, body.is_ext_shared_channel)) !== 'own') {
    room.log.info({ channel }, 'mention in a channel shared with another company: nothing is said');
    return;
  }
  const asked = readAsked(mention, channel, context);
  await converse('mention', asked, { room, client, botUserId: context.botUserId });
}
