import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { amendAnswer } from '../conversation/amend.ts';
import { readAsked } from '../conversation/asked.ts';
import { type Fields, fieldsAt, isFields, listAt, textAt } from '../payload.ts';
import type { Room } from '../room.ts';
import { audienceOf } from '../shared-channels.ts';
import { isByPerson } from './direct-message.ts';

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
  const previous = fieldsAt(change, 'previous_message');
  if (previous !== undefined && said(previous) === said(message)) return;
  const channel = textAt(change, 'channel');
  const isShared = body.is_ext_shared_channel;
  const isOwn = channel.startsWith('D')
    ? isShared !== true
    : (await audienceOf(room, client, channel, isShared)) === 'own';
  if (!isOwn) return;
  await amendAnswer(readAsked(message, channel, context.teamId), {
    room,
    client,
    botUserId,
  });
}

/** What a person wrote. Slack also tells of a change when it unfurls a link or counts a reply. */
function said(message: Fields): string {
  const files = listAt(message, 'files').map((file) => textAt(file, 'id'));
  return JSON.stringify([textAt(message, 'text'), files]);
}
