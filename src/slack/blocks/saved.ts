import { ACTIONS } from '../surface.ts';
import { button } from './buttons.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import type { SlackMessage } from './message.ts';
import { plainContext, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

/** Says that a page was saved, by whom, and lets its author take it back. */
export function buildSaved(options: {
  readonly draftId: string;
  readonly title: string;
  readonly path: string;
  readonly user: string;
}): SlackMessage {
  const { draftId, title, path, user } = options;
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
      plainContext([path]),
      { type: 'actions', elements: [button(ACTIONS.undoSave, 'Undo', draftId)] },
    ],
  };
}

/** Takes the place of that message when the page is gone again. */
export function buildUndone(title: string): SlackMessage {
  const text = `Taken back: ${shorten(title, 200)} is no known error any more. What was written is kept for a week.`;
  return {
    text: escapeMrkdwn(cleanText(text)),
    blocks: [richText([{ type: 'rich_text_section', elements: textElements(text) }])],
  };
}
