import type { types } from '@slack/bolt';
import type { DraftProblem, PageDraft } from '../../knowledge/save/page-draft.ts';
import { FORM_FIELDS, type FormField, textsOf } from '../save/form.ts';
import { VIEWS } from '../surface.ts';
import { cleanText, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import { plainContext, plainOrBlank } from './rich-blocks.ts';

/** Action of every input of the form; its block is named after the field. */
export const SAVE_INPUT = 'text';

/** More at once nobody reads. */
const MAX_PROBLEMS = 5;

interface FieldWords {
  readonly label: string;
  readonly hint: string;
  readonly isLine?: boolean;
  readonly isOptional?: boolean;
}

const WORDS: Readonly<Record<FormField, FieldWords>> = {
  title: { label: 'Title', hint: 'What is wrong, in one line; the page is named after it.', isLine: true },
  system: {
    label: 'System',
    hint: 'The product that it is about, such as nginx; it becomes the folder of the page.',
    isLine: true,
    isOptional: true,
  },
  phrases: {
    label: 'Phrases',
    hint: 'One a line; one of them in a paste is enough. … stands for what differs each time: ids, numbers, addresses.',
  },
  symptoms: { label: 'Symptoms', hint: 'One a line.', isOptional: true },
  causes: { label: 'Causes', hint: 'One a line, the most likely first.' },
  steps: { label: 'Steps', hint: 'One a line, in their order. Indent what belongs to the step above.' },
  example: {
    label: 'Example',
    hint: 'What was printed. Everybody who reads the page sees it: take out what they should not.',
    isOptional: true,
  },
};

/** What stands there until the texts are gathered: Slack gives three seconds to open a form. */
export function gatheringModal(id: string): types.ModalView {
  return { ...frame(id), blocks: [plainContext(['Gathering the error and what was written about it…'])] };
}

/** Says in the place of the form why there is none. */
export function noSaveModal(id: string, why: string): types.ModalView {
  return { ...frame(id), blocks: [plainContext([why])] };
}

/** What stands there while a submitted draft is compared with all pages: that takes longer than Slack waits. */
export function checkingModal(id: string): types.ModalView {
  return { ...frame(id), blocks: [plainContext(['Checking it against all pages…'])] };
}

/** What stands there once the page is saved. */
export function savedModal(id: string, path: string): types.ModalView {
  return {
    ...frame(id),
    close: { type: 'plain_text', text: 'Close' },
    blocks: [plainContext([`Saved: ${path}`])],
  };
}

/** The form of a draft; `id` comes back with its submission, the texts stay in the form and in the database. */
export function saveModal(
  id: string,
  draft: PageDraft,
  problems: readonly DraftProblem[] = [],
): types.ModalView {
  const texts = textsOf(draft);
  return {
    ...frame(id),
    submit: { type: 'plain_text', text: 'Save' },
    blocks: [
      ...problems.slice(0, MAX_PROBLEMS).map(problemBlock),
      plainContext([
        'Saved pages answer at once, for everybody. Secrets, names and addresses were taken out.',
      ]),
      ...FORM_FIELDS.map((field) => inputOf(field, texts[field])),
    ],
  };
}

function problemBlock({ field, message }: DraftProblem): types.SectionBlock {
  const label = field === 'notExamples' ? 'Not examples' : WORDS[field].label;
  const text = plainOrBlank(`⚠️ Not saved. ${label}: ${message}`, LIMITS.sectionText);
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}

function frame(id: string): Omit<types.ModalView, 'blocks'> {
  return {
    type: 'modal',
    callback_id: VIEWS.save,
    private_metadata: id,
    title: { type: 'plain_text', text: 'Save as known error' },
    close: { type: 'plain_text', text: 'Cancel' },
  };
}

function inputOf(field: FormField, text: string): types.InputBlock {
  const { label, hint, isLine = false, isOptional = false } = WORDS[field];
  const maxLength = isLine ? LIMITS.headerText : LIMITS.inputLength;
  return {
    type: 'input',
    block_id: field,
    optional: isOptional,
    label: { type: 'plain_text', text: label },
    hint: { type: 'plain_text', text: hint },
    element: {
      type: 'plain_text_input',
      action_id: SAVE_INPUT,
      multiline: !isLine,
      max_length: maxLength,
      ...(text !== '' && { initial_value: shorten(cleanText(text), maxLength) }),
    },
  };
}
