import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { answerMessages } from '../answering.ts';
import { howTo } from '../blocks/notices.ts';
import { pasteOf } from '../fetch-paste.ts';
import { guarded, once } from '../guard.ts';
import { type Fields, isFields, textAt } from '../payload.ts';
import { postMessages } from '../post.ts';
import type { Room } from '../room.ts';
import { withStatus } from '../status.ts';
import { askByItself, type DirectQuestion } from '../summary/ask-by-itself.ts';

/** What people write to see whether anybody is there. */
const GREETING = /^(?:help|hi|hello|hey|start|\?)[\s!.?]*$/i;

/** Answers a direct message in a thread below it. */
export async function onDirectMessage(
  room: Room,
  { event, body, client, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs,
): Promise<void> {
  const message: unknown = event;
  if (!isFields(message) || !isQuestion(message, context.botUserId) || body.is_ext_shared_channel === true)
    return;
  const channel = textAt(message, 'channel');
  const ts = textAt(message, 'ts');
  const place = { channel, threadTs: textAt(message, 'thread_ts') || ts };
  await once(room, `ask:${channel}:${ts}`, () =>
    guarded(
      room,
      'direct message',
      (told) => postMessages(room, client, place, [told]),
      async () => {
        const reader = { room, client, botUserId: context.botUserId };
        let asks: Pick<DirectQuestion, 'paste' | 'source'> | undefined;
        const messages = await withStatus(room, client, place, async () => {
          const paste = await pasteOf(message, reader);
          if (GREETING.test(paste.text)) return [howTo()];
          const source = { kind: 'message' as const, channel, ts };
          const answer = answerMessages(room, { paste, source, canShare: false });
          asks = { paste, source };
          return answer;
        });
        await postMessages(room, client, place, messages);
        if (asks !== undefined)
          void askByItself(room, client, place, {
            ...asks,
            user: textAt(message, 'user'),
            team: context.teamId,
          });
      },
    ),
  );
}

/** Whether a person wrote it to the bot: no edit, no deletion, no other app, not the bot itself. */
function isQuestion(message: Fields, botUserId: string | undefined): boolean {
  const isDirect = textAt(message, 'channel_type') === 'im';
  const subtype = textAt(message, 'subtype');
  const user = textAt(message, 'user');
  const isWritten = subtype === '' || subtype === 'file_share' || subtype === 'thread_broadcast';
  return isDirect && isWritten && user !== '' && user !== botUserId && textAt(message, 'bot_id') === '';
}
