import type { types } from '@slack/bolt';
import type { DraftProblem } from '../../knowledge/save/page-draft.ts';
import { VIEWS } from '../surface.ts';
import { cleanText, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import { codeBlock, plainContext, plainOrBlank } from './rich-blocks.ts';

/** Blocks of the form, by which its errors are placed. */
export const COUNTER_BLOCKS = { text: 'text', unless: 'unless' } as const;

/** Action of both inputs. */
export const COUNTER_INPUT = 'text';

/** More at once nobody reads. */
const MAX_PROBLEMS = 5;

/** The form of a counter-example: what its page gets. */
export interface CounterForm {
  /** Comes back with the submission. */
  readonly metadata: string;
  /** Of the entry. */
  readonly title: string;
  /** Path of its page. */
  readonly path: string;
  readonly text: string;
  /** Phrases that take the entry out. */
  readonly unless: readonly string[];
  /** Why Pasteur cannot change the page itself; undefined where it can. */
  readonly obstacle: string | undefined;
}

export function counterModal(form: CounterForm, problems: readonly DraftProblem[] = []): types.ModalView {
  const { metadata, title, path, text, unless, obstacle } = form;
  return {
    ...frame(metadata),
    submit: { type: 'plain_text', text: obstacle === undefined ? 'Save' : 'Get the page' },
    blocks: [
      ...problems.slice(0, MAX_PROBLEMS).map(problemBlock),
      plainContext([
        `${shorten(path, 150)} gets it under “Not examples”: from then on the check of the pages holds that ${shorten(title, 150)} does not answer it.`,
      ]),
      ...(obstacle === undefined
        ? []
        : [
            plainContext([
              `The page cannot be changed from here: ${obstacle} You get it changed, as a file.`,
            ]),
          ]),
      plainContext(['Secrets, names and addresses were taken out. Look whether any are left.']),
      input(COUNTER_BLOCKS.text, {
        label: 'Text that it must not answer',
        hint: 'Everybody who reads the page sees it.',
        value: text,
        isOptional: false,
      }),
      input(COUNTER_BLOCKS.unless, {
        label: 'Unless',
        hint: 'One a line: phrases that take the entry out of any text with them in it. … stands for what differs each time. Without one, a rule that fires on this text goes on firing.',
        value: unless.join('\n'),
        isOptional: true,
      }),
    ],
  };
}

/** Says in the place of the form what is going on, what came of it, or why there is none. */
export function counterNoticeModal(metadata: string, lines: readonly string[], code = ''): types.ModalView {
  return {
    ...frame(metadata),
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      ...lines.map((line) => plainContext([line])),
      ...(code === '' ? [] : [codeBlock(code, LIMITS.sectionText)]),
    ],
  };
}

function problemBlock({ field, message }: DraftProblem): types.SectionBlock {
  const label = field === 'phrases' ? 'Unless' : 'Text';
  const text = plainOrBlank(`⚠️ Not saved. ${label}: ${message}`, LIMITS.sectionText);
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}

function frame(metadata: string): Omit<types.ModalView, 'blocks'> {
  return {
    type: 'modal',
    callback_id: VIEWS.counter,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Counter-example' },
    close: { type: 'plain_text', text: 'Cancel' },
  };
}

function input(
  blockId: string,
  field: {
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly isOptional: boolean;
  },
): types.InputBlock {
  const value = shorten(cleanText(field.value), LIMITS.inputLength);
  return {
    type: 'input',
    block_id: blockId,
    optional: field.isOptional,
    label: { type: 'plain_text', text: field.label },
    hint: { type: 'plain_text', text: field.hint },
    element: {
      type: 'plain_text_input',
      action_id: COUNTER_INPUT,
      multiline: true,
      max_length: LIMITS.inputLength,
      ...(value !== '' && { initial_value: value }),
    },
  };
}
