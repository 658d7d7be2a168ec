import type { types } from '@slack/bolt';
import { ANSWER_SIZES, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { plainContext } from './rich-blocks.ts';

/** Room kept in each message for the note that something was left out. */
const NOTE_JSON = 400;

const SHORTENED = 'Shortened: ';

/** Whether `fitMessages` had to leave something out. */
export function isShortened(messages: readonly SlackMessage[]): boolean {
  return messages.some(({ blocks }) =>
    blocks.some(
      (block) =>
        block.type === 'context' &&
        block.elements.some((element) => 'text' in element && element.text.startsWith(SHORTENED)),
    ),
  );
}

/**
 * Spreads blocks over messages within the limits of count and sum. What does not fit into the allowed messages is
 * left out with a note; `tail` (signals, buttons) always ends the last message.
 */
export function fitMessages(
  body: readonly types.KnownBlock[],
  tail: readonly types.KnownBlock[],
): types.KnownBlock[][] {
  const messages: types.KnownBlock[][] = [[]];
  const tailJson = jsonLength(tail);
  let leftOut = 0;
  for (const block of body) {
    const current = messages.at(-1) ?? [];
    const isLast = messages.length === ANSWER_SIZES.messages;
    const keep = isLast ? tailJson : 0;
    if (leftOut === 0 && hasRoom(current, block, keep, isLast ? tail.length : 0)) current.push(block);
    else if (isLast) leftOut += 1;
    else messages.push([block]);
  }
  const last = messages.at(-1) ?? [];
  if (leftOut > 0) last.push(plainContext([`${SHORTENED}${leftOut} more parts are on the page.`]));
  if (leftOut > 0 || hasRoomFor(last, tail, tailJson)) last.push(...tail);
  else messages.push([...tail]);
  return messages.filter((blocks) => blocks.length > 0);
}

/** One message: what does not fit between its head and its tail is left out from the end, and said so. */
export function fitOneMessage(
  head: readonly types.KnownBlock[],
  body: readonly types.KnownBlock[],
  tail: readonly types.KnownBlock[],
): types.KnownBlock[] {
  const kept: types.KnownBlock[] = [];
  for (const block of body) {
    if (!hasRoom([...head, ...kept], block, jsonLength(tail), tail.length)) {
      return [...head, ...kept, plainContext(['Shortened: the rest did not fit into one message.']), ...tail];
    }
    kept.push(block);
  }
  return [...head, ...kept, ...tail];
}

function hasRoom(
  blocks: readonly types.KnownBlock[],
  block: types.KnownBlock,
  keepJson: number,
  keepCount: number,
): boolean {
  const json = jsonLength(blocks) + jsonLength(block) + keepJson + NOTE_JSON;
  return json <= LIMITS.blocksJson && blocks.length + 1 + keepCount + 1 <= LIMITS.blocksPerMessage;
}

function hasRoomFor(
  blocks: readonly types.KnownBlock[],
  tail: readonly types.KnownBlock[],
  tailJson: number,
): boolean {
  return (
    jsonLength(blocks) + tailJson <= LIMITS.blocksJson &&
    blocks.length + tail.length <= LIMITS.blocksPerMessage
  );
}

function jsonLength(value: unknown): number {
  return JSON.stringify(value).length;
}
