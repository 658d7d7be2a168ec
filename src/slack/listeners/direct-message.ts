import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { readAsked } from '../conversation/asked.ts';
import { converse } from '../conversation/converse.ts';
import { type Fields, isFields, textAt } from '../payload.ts';
import { isByPerson } from '../people/by-person.ts';
import type { Room } from '../room.ts';

/** Answers a direct message in a thread below it. */
export async function onDirectMessage(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (!isFields(message) || !isQuestion(message, context.botUserId) || body.is_ext_shared_channel === true)
    return;
  const asked = readAsked(message, textAt(message, 'channel'), context);
  await converse('direct message', asked, { room, client, botUserId: context.botUserId });
}

/** Whether a person wrote it to the bot. */
function isQuestion(message: Fields, botUserId: string | undefined): boolean {
  return textAt(message, 'channel_type') === 'im' && isByPerson(message, botUserId);
}
