import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';

/** A message was deleted: what the model is being asked about it ends, and its answer is taken back. */
export async function onMessageDeleted(
  room: Room,
  { event }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (room.summaries === undefined || !isFields(message)) return;
  // A message with replies is not deleted but blanked, and Slack tells of a change.
  const changed = isFields(message.message) ? message.message : {};
  const isDeleted =
    textAt(message, 'subtype') === 'message_deleted' || textAt(changed, 'subtype') === 'tombstone';
  if (!isDeleted) return;
  const ts = textAt(message, 'deleted_ts') || textAt(changed, 'ts');
  await room.summaries.forget(textAt(message, 'channel'), ts);
}
