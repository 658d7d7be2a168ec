import type { types } from '@slack/bolt';
import { escapeMrkdwn, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, listBlocks, plainOrBlank } from './rich-blocks.ts';

const WAYS = [
  'Send me the error here or in a direct message: one line, a stack trace or a whole log file.',
  'Mention me in a thread with nothing else, and I read the message that started it, files too.',
  'Use `/triage` with the error, with a link to a message, or alone for a form; only you see the answer.',
  'Choose *Triage this* from the menu of any message.',
  'In the thread of an answer ask on, or write `next`, `why`, `steps` or `more`. Edit your message, and I edit the answer.',
] as const;

const SUB_COMMANDS = [
  '`/triage` and an error text: looks it up',
  '`/triage` and a link to a message: looks that message up',
  '`/triage` alone: the newest firing alert of the channel, or else a form to paste into',
  '`/triage last 3`: the newest firing alerts of the channel',
  '`/triage status`: how alerts stand, and which channels are watched',
  '`/triage doctor`: what is well with Pasteur, and what to do about the rest',
  '`/triage gaps`: what was asked and no entry answers, most frequent first',
  '`/triage report`: the last seven days in figures and a picture, as a direct message to you',
  '`/triage forget`: deletes what Pasteur keeps of your own questions',
  '`/triage watch`: reads what other apps post to the channel, and answers in their threads what an entry knows',
  '`/triage unwatch`: ends that',
  '`/triage help`: this list',
] as const;

const EXAMPLE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** A sentence or two to one person. It may name files or words of theirs, so it is plain text. */
export function notice(text: string): SlackMessage {
  const plain: types.PlainTextElement = {
    type: 'plain_text',
    text: plainOrBlank(text, LIMITS.sectionText),
    emoji: false,
  };
  return {
    text: shorten(escapeMrkdwn(plain.text), LIMITS.messageText),
    blocks: [{ type: 'section', text: plain }],
  };
}

/** What Pasteur can be asked, for somebody who greets it or mentions it with nothing. */
export function howTo(): SlackMessage {
  return {
    text: 'Paste an error, and I answer with its known causes and steps.',
    blocks: [
      headingBlock('Paste an error, and I answer with its known causes and steps.'),
      ...listBlocks(WAYS, 'bullet'),
      headingBlock('For example'),
      codeBlock(EXAMPLE),
    ],
  };
}

/** What `/triage` takes; `unknown` is a word that looked like a sub-command and is none. */
export function commandHelp(unknown?: string): SlackMessage {
  const lead =
    unknown === undefined ? 'What /triage takes' : `${unknown} is no sub-command and no error that I know`;
  const heading = plainOrBlank(lead, 200);
  return {
    text: escapeMrkdwn(
      `${heading}. /triage takes an error text, a link to a message, last, status, doctor, gaps, report, forget, watch, unwatch, help, or nothing for the newest alert or a form.`,
    ),
    blocks: [headingBlock(heading), ...listBlocks(SUB_COMMANDS, 'bullet')],
  };
}
