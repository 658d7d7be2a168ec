import type { types } from '@slack/bolt';
import { VIEWS } from '../surface.ts';
import { LIMITS } from './limits.ts';

export const PASTE_BLOCK = 'paste';
export const PASTE_INPUT = 'text';

/** The form to paste into; `metadata` comes back with its submission. */
export function pasteModal(metadata: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.paste,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Triage an error' },
    submit: { type: 'plain_text', text: 'Triage' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: PASTE_BLOCK,
        label: { type: 'plain_text', text: 'Error message, log lines or stack trace' },
        hint: {
          type: 'plain_text',
          text: `Up to ${LIMITS.inputLength} characters. For more, send me a file in a direct message.`,
        },
        element: {
          type: 'plain_text_input',
          action_id: PASTE_INPUT,
          multiline: true,
          max_length: LIMITS.inputLength,
          focus_on_load: true,
          placeholder: { type: 'plain_text', text: 'Paste here' },
        },
      },
    ],
  };
}
