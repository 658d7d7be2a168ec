import type { types } from '@slack/bolt';
import type { SentPage } from '../save/sending.ts';
import { ACTIONS } from '../surface.ts';
import { button } from './buttons.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import type { SlackMessage } from './message.ts';
import { plainContext, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';
import { sentBlock, sentButtons } from './sent-page.ts';

/** Says that a page was saved, by whom, and lets its author take it back. */
export function buildSaved(options: {
  readonly draftId: string;
  readonly title: string;
  readonly path: string;
  readonly user: string;
  /** How it goes to its repository; undefined where it goes to none. */
  readonly page?: SentPage | undefined;
}): SlackMessage {
  const { draftId, title, path, user, page } = options;
  const lead = [
    ...textElements('Saved as a known error: '),
    ...textElements(shorten(title, 200), { bold: true }),
    ...textElements(' by '),
    { type: 'user' as const, user_id: user },
    ...textElements('. Whoever pastes it from now on gets its steps.'),
  ];
  return {
    text: escapeMrkdwn(cleanText(`Saved as a known error: ${shorten(title, 200)}.`)),
    blocks: [
      richText([{ type: 'rich_text_section', elements: lead }]),
      ...(page === undefined ? [] : [sentBlock(page)]),
      plainContext([path]),
      { type: 'actions', elements: savedButtons(draftId, page) },
    ],
  };
}

/** Says that a page has a further counter-example, and lets whoever kept it take it back. */
export function buildCounterKept(options: {
  readonly draftId: string;
  /** Of the entry. */
  readonly title: string;
  readonly path: string;
  /** Who kept it, by the name that people know them by; undefined where only they read it. */
  readonly author: string | undefined;
  /** How it goes to its repository; undefined where it goes to none. */
  readonly page?: SentPage | undefined;
}): SlackMessage {
  const { draftId, title, path, author, page } = options;
  const lead = `${author ?? 'You'} kept this as a counter-example of ${shorten(title, 200)}, which does not answer it any more.`;
  const text = shorten(cleanText(lead), 600);
  return {
    text: escapeMrkdwn(text),
    blocks: [
      richText([{ type: 'rich_text_section', elements: textElements(text) }]),
      ...(page === undefined ? [] : [sentBlock(page)]),
      plainContext([path]),
      { type: 'actions', elements: savedButtons(draftId, page) },
    ],
  };
}

/** Takes the place of such a message when the page is gone again, or says what it said before. */
export function buildUndone(
  title: string,
  what: 'page' | 'counter-example' = 'page',
  page?: SentPage,
): SlackMessage {
  const name = shorten(title, 200);
  const outcome =
    what === 'page' ? `${name} is no known error any more` : `the page of ${name} says what it said before`;
  const text = `Taken back: ${outcome}. What was written is kept for a week.`;
  return {
    text: escapeMrkdwn(cleanText(text)),
    blocks: [
      richText([{ type: 'rich_text_section', elements: textElements(text) }]),
      ...(page === undefined ? [] : [sentBlock(page), ...againBlocks(page)]),
    ],
  };
}

function againBlocks(page: SentPage): types.ActionsBlock[] {
  const elements = [...sentButtons(page)];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function savedButtons(draftId: string, page: SentPage | undefined): types.Button[] {
  const again = page === undefined ? [] : sentButtons(page);
  return [button(ACTIONS.undoSave, 'Undo', draftId), ...again];
}
