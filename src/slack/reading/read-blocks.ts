import { type Fields, fieldsAt, isFields, listAt, textAt } from '../payload.ts';
import { type MessagePart, mrkdwn, plain } from './message-part.ts';
import { readRichText } from './read-rich-text.ts';

/** How deep blocks inside blocks are followed; Slack nests three at most. */
const MAX_DEPTH = 8;

/** Controls carry labels of their own, which are no part of what a message says. */
const CONTROLS = new Set([
  'actions',
  'button',
  'input',
  'context_actions',
  'overflow',
  'static_select',
  'image',
  'divider',
]);

/** The text of blocks of every kind, in the order in which they are shown. */
export function readBlocks(
  blocks: readonly Fields[],
  botUserId: string | undefined,
  depth = 0,
): MessagePart[] {
  return blocks
    .flatMap((block) => readBlock(block, botUserId, depth))
    .filter(({ text }) => text.trim() !== '');
}

function readBlock(block: Fields, botUserId: string | undefined, depth: number): MessagePart[] {
  if (depth > MAX_DEPTH) return [];
  const type = textAt(block, 'type');
  switch (type) {
    case 'rich_text':
      return [plain(readRichText(block, botUserId))];
    case 'plain_text':
    case 'raw_text':
      return [plain(textAt(block, 'text'))];
    case 'mrkdwn':
      return [mrkdwn(textAt(block, 'text'))];
    case 'markdown':
      return [plain(textAt(block, 'text'))];
    case 'section':
      return [...textParts(fieldsAt(block, 'text')), ...listAt(block, 'fields').flatMap(textParts)];
    case 'table':
    case 'data_table':
      return tableParts(block, botUserId);
    default:
      return CONTROLS.has(type) ? [] : nestedParts(block, botUserId, depth);
  }
}

function textParts(text: Fields | undefined): MessagePart[] {
  if (text === undefined) return [];
  return [textAt(text, 'type') === 'mrkdwn' ? mrkdwn(textAt(text, 'text')) : plain(textAt(text, 'text'))];
}

/** A row of a table is one line. */
function tableParts(table: Fields, botUserId: string | undefined): MessagePart[] {
  const rows = table.rows;
  if (!Array.isArray(rows)) return [];
  return rows.map((row: unknown) => {
    const cells = Array.isArray(row) ? row.filter(isFields) : isFields(row) ? listAt(row, 'cells') : [];
    return plain(cells.map((cell) => readCell(cell, botUserId)).join(' | '));
  });
}

function readCell(cell: Fields, botUserId: string | undefined): string {
  return textAt(cell, 'type') === 'rich_text' ? readRichText(cell, botUserId) : textAt(cell, 'text');
}

/** Headers, context, cards, alerts and blocks yet to come: every text object in them, wherever it is. */
function nestedParts(block: Fields, botUserId: string | undefined, depth: number): MessagePart[] {
  return Object.values(block).flatMap((value) => {
    const inner = Array.isArray(value) ? value.filter(isFields) : isFields(value) ? [value] : [];
    return readBlocks(inner, botUserId, depth + 1);
  });
}
