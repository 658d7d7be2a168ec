import type { types } from '@slack/bolt';
import type { TriageResult } from '../../triage/result.ts';
import type { AnswerRef } from '../answers/answer-ref.ts';
import { askModelButton, nameButton, saveButton } from './buttons.ts';
import { percent } from './confidence.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import { fitMessages } from './fit.ts';
import { ANSWER_SIZES, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { headingBlock, listBlocks, plainContext, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

export interface UnmatchedContext {
  /** What names all candidates that there were, and that have been turned down; undefined where there was none. */
  readonly turnedDown: AnswerRef | undefined;
  readonly notes: readonly string[];
  /** What the button that asks a model carries; undefined where none can be asked. */
  readonly askModel?: AnswerRef | undefined;
  /** What the button that saves a known error carries; undefined where none can be saved. */
  readonly save?: AnswerRef | undefined;
}

/** What is said when nothing may be shown as an answer. */
export function buildUnmatched(
  result: TriageResult,
  { turnedDown, notes, askModel, save }: UnmatchedContext,
): SlackMessage[] {
  const hadCandidates = turnedDown !== undefined;
  const lead = hadCandidates
    ? 'That was the last candidate: no other entry fits this paste.'
    : 'No entry knows this.';
  const questions = result.missing.slice(0, ANSWER_SIZES.causes);
  const body: types.KnownBlock[] = [
    headingBlock(lead),
    ...(hadCandidates ? [] : nearestBlocks(result)),
    ...(questions.length > 0 ? [headingBlock('What would help'), ...listBlocks(questions, 'bullet')] : []),
  ];
  const buttons = [
    ...(turnedDown === undefined ? [] : [nameButton(turnedDown)]),
    ...(askModel === undefined ? [] : [askModelButton(askModel)]),
    ...(save === undefined ? [] : [saveButton(save)]),
  ];
  const tail: types.KnownBlock[] = [
    ...notes.slice(0, 4).map((note) => plainContext([note])),
    ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
  ];
  const asked = questions.length > 0 ? ` What would help: ${questions.join(' ')}` : '';
  const text = shorten(escapeMrkdwn(shorten(cleanText(`${lead}${asked}`), 1000)), LIMITS.messageText);
  return fitMessages(body, tail).map((blocks) => ({ text, blocks }));
}

/** What came nearest, named as what it is: not an answer. */
function nearestBlocks(result: TriageResult): types.KnownBlock[] {
  const nearest = result.nearest.slice(0, ANSWER_SIZES.nearest);
  if (nearest.length === 0) return [];
  const items = nearest.map(({ title, page, confidence }) => ({
    type: 'rich_text_section' as const,
    elements: [
      ...textElements(shorten(title, 200) || page),
      ...textElements(` (${percent(confidence)}) `),
      ...textElements(shorten(page, 200), { code: true }),
    ],
  }));
  const heading = textElements('Nearest, but too far to call it an answer:');
  return [
    richText([
      { type: 'rich_text_section', elements: heading },
      { type: 'rich_text_list', style: 'bullet', elements: items },
    ]),
  ];
}
