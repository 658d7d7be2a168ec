import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { audienceOf } from '../channels/shared-channels.ts';
import { amendAnswer } from '../conversation/amend.ts';
import { readAsked } from '../conversation/asked.ts';
import { fieldsAt, isFields, textAt } from '../payload.ts';
import { isByPerson, isRewritten } from '../people/by-person.ts';
import type { Room } from '../room.ts';

/** A person edited a message: where it was answered, the answer is edited too. */
export async function onMessageEdited(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const change: unknown = event;
  if (!isFields(change) || textAt(change, 'subtype') !== 'message_changed') return;
  const message = fieldsAt(change, 'message');
  const { botUserId } = context;
  if (message === undefined || !isByPerson(message, botUserId)) return;
  if (!isRewritten(change, message)) return;
  const channel = textAt(change, 'channel');
  const isShared = body.is_ext_shared_channel;
  const isOwn = channel.startsWith('D')
    ? isShared !== true
    : (await audienceOf(room, client, channel, isShared)) === 'own';
  if (!isOwn) return;
  await amendAnswer(readAsked(message, channel, context), {
    room,
    client,
    botUserId,
  });
}
