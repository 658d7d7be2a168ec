import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { type AnswerRef, decodeAnswerRef } from '../answers/answer-ref.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { notice } from '../blocks/notices.ts';
import { audienceOf } from '../channels/shared-channels.ts';
import { isFields, textAt } from '../payload.ts';
import { type Place, postPrivately, respondPrivately } from '../posting/post.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A pressed button of an answer, and the message under which it stands. */
export interface PressedAnswer {
  readonly ref: AnswerRef;
  readonly user: string;
  readonly channel: string | undefined;
  /** Time of the message with the button. */
  readonly messageTs: string;
  /** The thread of that message; undefined for an answer that only the asker sees. */
  readonly place: Place | undefined;
  readonly reader: Reader;
}

/** Reads what was pressed; a button of an older release is named as such. */
export function readPressed(room: Room, { action, body, client, context }: PressArgs): PressedAnswer {
  const ref = decodeAnswerRef(action.value);
  if (ref === undefined)
    throw new AskerProblem('This button is from an older release of Pasteur. Ask again to get a new answer.');
  const container = isFields(body.container) ? body.container : {};
  const channel = body.channel?.id ?? (textAt(container, 'channel_id') || undefined);
  const messageTs = body.message?.ts ?? textAt(container, 'message_ts');
  const isEphemeral = container.is_ephemeral === true || body.message === undefined;
  const threadTs: unknown = body.message?.thread_ts ?? (textAt(container, 'thread_ts') || undefined);
  const place =
    channel === undefined
      ? undefined
      : { channel, threadTs: typeof threadTs === 'string' ? threadTs : messageTs };
  return {
    ref,
    user: body.user.id,
    channel,
    messageTs,
    place: isEphemeral ? undefined : place,
    reader: { room, client, botUserId: context.botUserId },
  };
}

/**
 * A channel may have been shared with another company since the answer was posted, and its people can press buttons too.
 * What only the asker sees was given to somebody of the team.
 * @throws AskerProblem unless the channel is the team's own.
 */
export async function checkAudience(room: Room, { body, client }: PressArgs): Promise<void> {
  const channel = body.channel?.id;
  if (body.message === undefined || channel === undefined || channel.startsWith('D')) return;
  if ((await audienceOf(room, client, channel)) !== 'own') {
    throw new AskerProblem(
      'I say nothing here: this channel is shared with another company, or I am not in it and cannot see whether it is. Ask me in a direct message.',
    );
  }
}

/** Shows messages to the person who pressed, in the thread of the answer where it has one. */
export async function tellPresser(
  room: Room,
  { body, client, respond }: PressArgs,
  messages: readonly SlackMessage[],
): Promise<void> {
  const threadTs: unknown = body.message?.thread_ts;
  const channel = body.channel?.id;
  if (channel !== undefined && typeof threadTs === 'string') {
    try {
      await postPrivately(client, { channel, threadTs, user: body.user.id }, messages);
      return;
    } catch (error) {
      room.log.debug({ error: reportError(error) }, 'not shown in the thread');
    }
  }
  await respondPrivately(respond, messages);
}

export function tellLine(room: Room, args: PressArgs, text: string): Promise<void> {
  return tellPresser(room, args, [notice(text)]);
}
