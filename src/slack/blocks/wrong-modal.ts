import type { types } from '@slack/bolt';
import { ACTIONS, VIEWS } from '../surface.ts';
import { plainContext } from './rich-blocks.ts';

/** Blocks of the form, by which its errors are placed. */
export const WRONG_BLOCKS = { meant: 'meant', words: 'words', keep: 'keep' } as const;

/** Actions of its further inputs; that of the menu is one of `ACTIONS`, since Slack asks for its options. */
export const WRONG_INPUTS = { words: 'text', keep: 'keep' } as const;

/** Longest remark, in characters: it stands on one line of a thread. */
export const LONGEST_WORDS = 300;

export interface WrongForm {
  /** Comes back with the submission. */
  readonly metadata: string;
  /** Title of the entry that was shown; undefined where it is gone. */
  readonly title: string | undefined;
  /** Whether the paste can be kept as a counter-example of that entry. */
  readonly canKeep: boolean;
}

/** Asks which entry would have been right. */
export function wrongModal({ metadata, title, canKeep }: WrongForm): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.wrong,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Wrong answer' },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      ...(title === undefined ? [] : [plainContext([`Shown was: ${title}`])]),
      {
        type: 'input',
        block_id: WRONG_BLOCKS.meant,
        label: { type: 'plain_text', text: 'Which entry is right?' },
        element: {
          type: 'external_select',
          action_id: ACTIONS.wrongMeant,
          min_query_length: 0,
          placeholder: { type: 'plain_text', text: 'Search by title, product or error' },
        },
      },
      {
        type: 'input',
        block_id: WRONG_BLOCKS.words,
        optional: true,
        label: { type: 'plain_text', text: 'What tells them apart?' },
        hint: { type: 'plain_text', text: 'One line. It is shown beside the right entry.' },
        element: { type: 'plain_text_input', action_id: WRONG_INPUTS.words, max_length: LONGEST_WORDS },
      },
      ...(canKeep ? [keepInput()] : []),
    ],
  };
}

function keepInput(): types.InputBlock {
  return {
    type: 'input',
    block_id: WRONG_BLOCKS.keep,
    optional: true,
    label: { type: 'plain_text', text: 'So that it does not happen again' },
    element: {
      type: 'checkboxes',
      action_id: WRONG_INPUTS.keep,
      options: [
        {
          value: WRONG_INPUTS.keep,
          text: { type: 'plain_text', text: 'Keep this paste as a counter-example' },
          description: {
            type: 'plain_text',
            text: 'You see it, without secrets, before the page is changed',
          },
        },
      ],
    },
  };
}
