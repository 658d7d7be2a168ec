import type { types } from '@slack/bolt';
import { entryKey } from '../answers/answer-ref.ts';
import { LIMITS } from './limits.ts';
import { plainOrBlank } from './rich-blocks.ts';

/** Value of the option that no entry is right. No key of an entry begins so. */
export const NONE_OF_THESE = '/none';

/** Entries to choose from, in the order given, and at last that none of them is right. */
export function entryOptions(
  entries: readonly { readonly id: string; readonly title: string }[],
): types.PlainTextOption[] {
  const options = entries
    .slice(0, LIMITS.options - 1)
    .map(({ id, title }) => option(title.trim() === '' ? id : title, entryKey(id), id));
  return [...options, option('None of these', NONE_OF_THESE, 'It counts as one to write next')];
}

function option(text: string, value: string, description: string): types.PlainTextOption {
  return { text: plain(text), value, description: plain(description) };
}

function plain(text: string): types.PlainTextElement {
  return {
    type: 'plain_text',
    text: plainOrBlank(text.replaceAll(/\s+/g, ' '), LIMITS.optionText),
    emoji: false,
  };
}
