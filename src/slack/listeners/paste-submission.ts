import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction, webApi } from '@slack/bolt';
import { answerMessages } from '../answers/answering.ts';
import { escapeMrkdwn } from '../blocks/escape.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { PASTE_BLOCK, PASTE_INPUT } from '../blocks/paste-modal.ts';
import { guarded } from '../delivery/guard.ts';
import { postMessages, respondPrivately } from '../posting/post.ts';
import { respondAt } from '../posting/respond-at.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { decodeModalPlace, type ModalPlace } from './modal-place.ts';

/** Answers what was pasted into the form, to the person who submitted it. */
export async function onPasteSubmission(
  room: Room,
  { ack, view, body, client }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
): Promise<void> {
  const typed = view.state.values[PASTE_BLOCK]?.[PASTE_INPUT]?.value ?? '';
  if (typed.trim() === '') {
    await ack({
      response_action: 'errors',
      errors: { [PASTE_BLOCK]: 'Paste the error message or the log lines around it.' },
    });
    return;
  }
  await ack();
  const place = decodeModalPlace(view.private_metadata);
  const tell = (messages: readonly SlackMessage[]) =>
    answerSubmitter(room, client, body.user.id, place, messages);
  await guarded(
    room,
    'form',
    (told) => tell([told]),
    async () => {
      // A form gives exactly what was typed, with no escapes.
      const paste = { text: escapeMrkdwn(typed), notes: [] };
      const key = await room.pastes.put(paste);
      const canShare = place !== undefined && !place.channel.startsWith('D');
      await tell(answerMessages(room, { paste, source: { kind: 'stored', key }, canShare }));
    },
  );
}

/** In the channel where the form was opened, or, when that address has run out, in a direct message. */
async function answerSubmitter(
  room: Room,
  client: webApi.WebClient,
  user: string,
  place: ModalPlace | undefined,
  messages: readonly SlackMessage[],
): Promise<void> {
  if (place !== undefined) {
    try {
      await respondPrivately(respondAt(place.responseUrl), messages);
      return;
    } catch (error) {
      room.log.info(
        { error: reportError(error) },
        'the form was open for too long: the answer goes to a direct message',
      );
    }
  }
  await postMessages(room, client, { channel: user }, messages);
}
