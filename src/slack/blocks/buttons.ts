import type { types } from '@slack/bolt';
import { type AnswerRef, encodeAnswerRef } from '../answers/answer-ref.ts';
import { ACTIONS } from '../surface.ts';

/** The buttons under an answer; one that only its asker sees can be shared. */
export function answerButtons(
  ref: AnswerRef,
  options: { readonly canShare: boolean; readonly canAskModel?: boolean },
): types.ActionsBlock {
  const value = encodeAnswerRef(ref);
  // The entry that the button stands under is still one that the model may use.
  const turnedDown = { ...ref, shown: ref.shown.slice(0, -1) };
  const buttons = [
    button(ACTIONS.helpful, 'Helpful', value),
    button(ACTIONS.notThis, 'Not this', value),
    // No menu for the rarer ones: its options hold 150 characters, and what a button carries is longer.
    button(ACTIONS.wrong, 'Wrong', value),
    button(ACTIONS.why, 'Why?', value),
    ...(options.canAskModel === true ? [askModelButton(turnedDown)] : []),
    ...(options.canShare ? [button(ACTIONS.share, 'Share in channel', value)] : []),
  ];
  return { type: 'actions', elements: buttons };
}

/** Asks a model about what no entry knows. */
export function askModelButton(ref: AnswerRef): types.Button {
  return button(ACTIONS.askModel, 'Ask the model', encodeAnswerRef(ref));
}

/** Says which entry is right once all candidates were turned down. */
export function nameButton(ref: AnswerRef): types.Button {
  return button(ACTIONS.wrong, 'Name the right entry', encodeAnswerRef(ref));
}

/** Writes down what no entry knows. */
export function saveButton(ref: AnswerRef): types.Button {
  return button(ACTIONS.save, 'Save as known error', encodeAnswerRef(ref));
}

export function button(actionId: string, text: string, value: string): types.Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text, emoji: false }, value };
}
