import { encodeAnswerRef, entryKey } from '../answers/answer-ref.ts';
import { answerQuestion } from '../answers/answering.ts';
import { settleAnswer } from '../answers/settle-answer.ts';
import { guarded, once } from '../delivery/guard.ts';
import { noteOpinion } from '../feedback/note-opinion.ts';
import { postMessages, respondPrivately } from '../posting/post.ts';
import { fetchPaste } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import {
  checkAudience,
  type PressArgs,
  type PressedAnswer,
  readPressed,
  tellLine,
  tellPresser,
} from './pressed-answer.ts';

/** Not this: shows the next candidate, or says that there is none. A second press on the same answer does nothing. */
export async function onNotThis(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Not this',
    (told) => tellPresser(room, args, [told]),
    async () => {
      await checkAudience(room, args);
      const pressed = readPressed(room, args);
      const { ref, channel, messageTs, user } = pressed;
      const isFirst = await once(room, `not-this:${channel}:${messageTs}:${ref.shown.length}`, async () => {
        await showNext(room, args, pressed);
        await noteOpinion(pressed.reader, ref, { person: user, kind: 'not_this' });
        await room.onFeedback({ kind: 'not_this', entry: ref.shown.at(-1) ?? '', user, channel });
      });
      if (!isFirst && ref.source.kind === 'alert')
        await tellLine(room, args, 'The next candidate is already in the thread below.');
    },
  );
}

async function showNext(
  room: Room,
  args: PressArgs,
  { ref, place, channel, messageTs, reader }: PressedAnswer,
): Promise<void> {
  const paste = await fetchPaste(ref.source, reader);
  const canShare = place === undefined && channel !== undefined && !channel.startsWith('D');
  const { messages, match } = answerQuestion(room, { paste, source: ref.source, shown: ref.shown, canShare });
  if (place === undefined) {
    await respondPrivately(args.respond, messages, { replaces: true });
    return;
  }
  const posted = await postMessages(room, args.client, place, messages);
  const shown = match === undefined ? ref.shown : [...ref.shown, entryKey(match.id)];
  await room.answers.extend(place.channel, messageTs, posted, encodeAnswerRef({ source: ref.source, shown }));
  // The card of an alert goes on showing how it stands, buttons too.
  if (ref.source.kind !== 'alert') {
    await settleAnswer(room, args.client, {
      channel: place.channel,
      message: args.body.message,
      note: 'Marked as not the cause; the next candidate is below.',
    });
  }
}
