import type { types } from '@slack/bolt';
import type { Match, TriageResult } from '../../triage/result.ts';
import { type AnswerRef, entryKey } from '../answers/answer-ref.ts';
import { answerButtons } from './buttons.ts';
import { percent, verdictWords } from './confidence.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { fitMessages } from './fit.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { headingBlock, listBlocks, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

/** Causes and steps that are quoted at most. */
const MOST_ITEMS = 4;

/** A word in a larger part of a page's causes and steps picks none of them. */
const MOST_COMMON = 0.8;

/** Shorter words say nothing about what is asked. */
const SHORTEST_WORD = 4;

/** Words of questions, which stand in many steps by chance. */
const QUESTION_WORDS = new Set(
  'what when where which about does have that this with from there then they will would should could still after before'.split(
    ' ',
  ),
);

/** A question that leaves the thread's answer as it is: says so, with what the page says about the question's words. */
export function buildStill(
  result: TriageResult,
  match: Match,
  question: string,
  ref: AnswerRef,
): SlackMessage[] {
  const lead = [
    ...textElements('That does not change it, still: '),
    ...textElements(plainOrBlank(match.title, 200), { bold: true }),
  ];
  const items = itemsAbout(match, question);
  const runnerUp = result.matches.find(({ id }) => id !== match.id && !ref.shown.includes(entryKey(id)));
  const body: types.KnownBlock[] = [
    richText([{ type: 'rich_text_section', elements: lead }]),
    plainContext([verdictWords(result, match)]),
    ...(items.length > 0
      ? [headingBlock('What the page says about that'), ...listBlocks(items, 'bullet')]
      : []),
  ];
  const or =
    runnerUp === undefined ? [] : [`Or: ${shorten(runnerUp.title, 200)} (${percent(runnerUp.confidence)})`];
  const tail = [
    ...or.map((line) => plainContext([line])),
    plainContext(['Read together with what was pasted in this thread. Write next, why, steps or more.']),
    answerButtons(ref, { canShare: false }),
  ];
  const text = escapeMrkdwn(
    `Still: ${plainOrBlank(match.title, LIMITS.headerText)} (${percent(match.confidence)})`,
  );
  return fitMessages(body, tail).map((blocks) => ({ text, blocks }));
}

/** Those causes and steps that have a word of the question which is not in nearly all of them. */
function itemsAbout({ causes, steps }: Match, question: string): readonly string[] {
  const all = [...causes, ...steps].map((item) => ({ item, words: item.toLowerCase() }));
  const telling = (question.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => {
    if (word.length < SHORTEST_WORD || QUESTION_WORDS.has(word)) return false;
    const count = all.filter(({ words }) => words.includes(word)).length;
    return count > 0 && count <= Math.max(1, all.length * MOST_COMMON);
  });
  return all
    .filter(({ words }) => telling.some((word) => words.includes(word)))
    .slice(0, MOST_ITEMS)
    .map(({ item }) => item);
}
