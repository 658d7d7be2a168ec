import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { PasteSource } from '../answer-ref.ts';
import { answerMessages } from '../answering.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { howTo } from '../blocks/notices.ts';
import { fetchPaste, pasteOf, type Reader } from '../fetch-paste.ts';
import { guarded, once } from '../guard.ts';
import { type Fields, isFields, textAt } from '../payload.ts';
import { postMessages } from '../post.ts';
import type { Room } from '../room.ts';
import { audienceOf } from '../shared-channels.ts';
import { withStatus } from '../status.ts';

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
  const ts = textAt(mention, 'ts');
  if ((await audienceOf(room, client, channel, body.is_ext_shared_channel)) !== 'own') {
    room.log.info({ channel }, 'mention in a channel shared with another company: nothing is said');
    return;
  }
  const place = { channel, threadTs: textAt(mention, 'thread_ts') || ts };
  await once(room, `ask:${channel}:${ts}`, () =>
    guarded(
      room,
      'mention',
      (told) => postMessages(room, client, place, [told]),
      async () => {
        const reader = { room, client, botUserId: context.botUserId };
        const messages = await withStatus(room, client, place, () =>
          answerMention(mention, channel, ts, reader),
        );
        await postMessages(room, client, place, messages);
      },
    ),
  );
}

async function answerMention(
  mention: Fields,
  channel: string,
  ts: string,
  reader: Reader,
): Promise<SlackMessage[]> {
  const { room } = reader;
  const paste = await pasteOf(mention, reader);
  const root = textAt(mention, 'thread_ts');
  if (paste.text !== '' || paste.notes.length > 0) {
    return answerMessages(room, { paste, source: { kind: 'message', channel, ts }, canShare: false });
  }
  if (root === '' || root === ts) return [howTo()];
  const source: PasteSource = { kind: 'message', channel, ts: root };
  return answerMessages(room, { paste: await fetchPaste(source, reader), source, canShare: false });
}
