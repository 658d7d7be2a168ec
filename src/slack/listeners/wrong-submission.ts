import { randomUUID } from 'node:crypto';
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { entryWith } from '../answers/named-entry.ts';
import { NONE_OF_THESE } from '../blocks/entry-options.ts';
import { WRONG_BLOCKS, WRONG_INPUTS } from '../blocks/wrong-modal.ts';
import { gatheringCounter, openCounter } from '../counter/open-counter.ts';
import { guarded } from '../delivery/guard.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { ACTIONS } from '../surface.ts';
import { correctAnswer, type Verdict } from '../wrong/correct-answer.ts';
import { tellCorrector } from '../wrong/tell-corrector.ts';
import { decodeWrongPlace, type WrongPlace } from '../wrong/wrong-place.ts';

type SubmissionArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

interface WrongForm {
  readonly place: WrongPlace;
  readonly verdict: Verdict;
  /** Whether the paste is to be kept as a counter-example of the entry that was shown. */
  readonly keeps: boolean;
}

/** Takes which entry is right; what cannot be taken stands below the menu, and the form stays open. */
export async function onWrongSubmission(room: Room, args: SubmissionArgs): Promise<void> {
  const { ack, client, context, view } = args;
  const form = readForm(room, args);
  if (typeof form === 'string') {
    await ack({ response_action: 'errors', errors: { [WRONG_BLOCKS.meant]: form } });
    return;
  }
  const { place, verdict, keeps } = form;
  const opening =
    keeps && verdict.shown !== undefined
      ? {
          viewId: view.id,
          draftId: randomUUID(),
          user: verdict.user,
          entry: verdict.shown,
          place,
          words: verdict.words,
        }
      : undefined;
  await (opening === undefined ? ack() : ack({ response_action: 'update', view: gatheringCounter(opening) }));
  const reader: Reader = { room, client, botUserId: context.botUserId };
  try {
    await guarded(
      room,
      'Wrong',
      (told) => tellCorrector(reader, place, verdict.user, [told]),
      () => correctAnswer(reader, place, verdict),
    );
  } finally {
    // Its form is waiting, whatever came of the rest.
    if (opening !== undefined) await openCounter(reader, opening);
  }
}

/** What was typed, or why it cannot be taken. */
function readForm(room: Room, { view, body }: SubmissionArgs): WrongForm | string {
  const place = decodeWrongPlace(view.private_metadata);
  if (place === undefined) {
    return 'This form is from another release of Pasteur. Close it and press Wrong again.';
  }
  const { values } = view.state;
  const key = values[WRONG_BLOCKS.meant]?.[ACTIONS.wrongMeant]?.selected_option?.value;
  const shownKey = place.ref.shown.at(-1);
  if (key === undefined) return 'Choose the entry that is right, or “None of these”.';
  if (key === shownKey) return 'That is the entry that was shown. Choose another one, or close this.';
  const meant = entryWith(room, key);
  if (meant === undefined && key !== NONE_OF_THESE) {
    return 'That entry is gone: its page was renamed or deleted meanwhile. Choose another one.';
  }
  const words = values[WRONG_BLOCKS.words]?.[WRONG_INPUTS.words]?.value?.trim() ?? '';
  const ticked = values[WRONG_BLOCKS.keep]?.[WRONG_INPUTS.keep]?.selected_options ?? [];
  const verdict = { user: body.user.id, shown: entryWith(room, shownKey), meant, words };
  return { place, verdict, keeps: ticked.length > 0 };
}
