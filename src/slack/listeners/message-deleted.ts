import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { withdrawAnswers } from '../conversation/amend.ts';
import { isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';

/** A message was deleted: its answers go too, and what the model is being asked about it ends. */
export async function onMessageDeleted(
  room: Room,
  { event, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (!isFields(message)) return;
  // A message with replies is not deleted but blanked, and Slack tells of a change.
  const changed = isFields(message.message) ? message.message : {};
  const isDeleted =
    textAt(message, 'subtype') === 'message_deleted' || textAt(changed, 'subtype') === 'tombstone';
  if (!isDeleted) return;
  const channel = textAt(message, 'channel');
  const ts = textAt(message, 'deleted_ts') || textAt(changed, 'ts');
  await withdrawAnswers(channel, ts, { room, client, botUserId: context.botUserId });
}
