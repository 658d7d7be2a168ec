import type { types } from '@slack/bolt';
import { type AnswerRef, encodeAnswerRef } from '../answer-ref.ts';
import { ACTIONS } from '../surface.ts';

/** The buttons under an answer; one that only its asker sees can be shared. */
export function answerButtons(ref: AnswerRef, options: { readonly canShare: boolean }): types.ActionsBlock {
  const value = encodeAnswerRef(ref);
  const buttons = [
    button(ACTIONS.helpful, 'Helpful', value),
    button(ACTIONS.notThis, 'Not this', value),
    button(ACTIONS.why, 'Why?', value),
    ...(options.canShare ? [button(ACTIONS.share, 'Share in channel', value)] : []),
  ];
  return { type: 'actions', elements: buttons };
}

function button(actionId: string, text: string, value: string): types.Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text, emoji: false }, value };
}
