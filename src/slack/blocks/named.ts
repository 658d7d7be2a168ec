import type { types } from '@slack/bolt';
import type { Match } from '../../triage/result.ts';
import type { AnswerRef } from '../answers/answer-ref.ts';
import { askModelButton, saveButton } from './buttons.ts';
import { entryBlocks, pageElement, plainElement } from './entry-parts.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { fitMessages } from './fit.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { headingBlock, plainContext, plainOrBlank } from './rich-blocks.ts';

/** Characters of what notifications show; escaping makes five of one at most. */
const LONGEST_TEXT = 600;

/** What a person says of a wrong answer. */
interface Correction {
  /** Their name as plain text; undefined where they are told themselves. */
  readonly name: string | undefined;
  /** Title of the entry that was shown; undefined where it is gone. */
  readonly shownTitle: string | undefined;
  /** Their remark; empty for none. */
  readonly words: string;
}

/** The entry that a person says is right. It is not quoted against the paste: that nothing was found there is the point. */
export function buildNamed(
  entry: Pick<Match, 'title' | 'page' | 'causes' | 'steps' | 'references'>,
  correction: Correction,
  pageUrl: ((page: string) => string | undefined) | undefined,
): SlackMessage[] {
  const { name, shownTitle } = correction;
  const who = `${name ?? 'You'} ${name === undefined ? 'say' : 'says'} that it is this`;
  const instead = shownTitle === undefined ? '' : `, not “${shorten(shownTitle, 200)}”`;
  const title = plainOrBlank(entry.title, LIMITS.headerText);
  const body: types.KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
    {
      type: 'context',
      elements: [plainElement(`${who}${instead}.`), pageElement(entry.page, pageUrl)],
    },
    ...wordsBlocks(correction),
    ...entryBlocks(entry),
  ];
  const text = escapeMrkdwn(plainOrBlank(`${who}: ${title}`, LONGEST_TEXT));
  return fitMessages(body, []).map((blocks) => ({ text, blocks }));
}

/** Said where a person knows that no entry is right. */
export function buildNoneRight(
  correction: Correction,
  offers: { readonly askModel: AnswerRef | undefined; readonly save: AnswerRef | undefined },
): SlackMessage {
  const { name } = correction;
  const lead = `${name ?? 'You'} ${name === undefined ? 'say' : 'says'} that no entry is right here.`;
  const buttons = [
    ...(offers.askModel === undefined ? [] : [askModelButton(offers.askModel)]),
    ...(offers.save === undefined ? [] : [saveButton(offers.save)]),
  ];
  return {
    text: escapeMrkdwn(plainOrBlank(lead, LONGEST_TEXT)),
    blocks: [
      headingBlock(plainOrBlank(lead, LONGEST_TEXT)),
      ...wordsBlocks(correction),
      plainContext(['It is among what to write next: /triage gaps']),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
    ],
  };
}

function wordsBlocks({ words }: Correction): types.ContextBlock[] {
  return words.trim() === '' ? [] : [plainContext([`“${words.replaceAll(/\s+/g, ' ').trim()}”`])];
}
