import type { types } from '@slack/bolt';
import { cleanText, shorten } from './escape.ts';
import { ANSWER_SIZES, LIMITS } from './limits.ts';
import { type RichPiece, textElements, toRichPieces } from './rich-markdown.ts';

/** Slack's rich text has `offset` (where numbering goes on); the published types lack it. */
type NumberedList = types.RichTextList & { readonly offset?: number };
type RichElement = types.RichTextSection | types.RichTextPreformatted | NumberedList;

/** Room for one rich text block, in characters of JSON: several must fit into one message. */
const BLOCK_JSON = 4000;

/** A bold line above a list. */
export function headingBlock(text: string): types.RichTextBlock {
  return richText([{ type: 'rich_text_section', elements: textElements(text, { bold: true }) }]);
}

/** Lines of a paste as code: rich text shows them as they are, and nothing in them can notify anybody. */
export function codeBlock(text: string, max: number = ANSWER_SIZES.piece): types.RichTextBlock {
  const elements = textElements(shorten(cleanText(text), max));
  return richText([
    {
      type: 'rich_text_preformatted',
      elements: elements.length > 0 ? elements : [{ type: 'text', text: ' ' }],
    },
  ]);
}

/**
 * Items of a page as a list. An item that has more than its first paragraph (code, further text, a list of its own)
 * closes its block, and numbering goes on in the next: each command stays one block that can be copied.
 */
export function listBlocks(items: readonly string[], style: 'bullet' | 'ordered'): types.RichTextBlock[] {
  const blocks: types.RichTextBlock[] = [];
  let run: types.RichTextSection[] = [];
  let offset = 0;
  const close = (more: readonly RichElement[]) => {
    if (run.length === 0 && more.length === 0) return;
    const list = run.length > 0 ? [numbered(style, offset, run)] : [];
    blocks.push(...splitElements([...list, ...more]));
    offset += run.length;
    run = [];
  };
  for (const item of items) {
    const [head, ...rest] = toRichPieces(item);
    if (head === undefined) continue;
    const hasHead = head.kind === 'paragraph';
    const section = {
      type: 'rich_text_section' as const,
      elements: hasHead ? head.elements : textElements(' '),
    };
    if (run.length > 0 && jsonLength(run) + jsonLength(section) > BLOCK_JSON) close([]);
    run.push(section);
    const more = (hasHead ? rest : [head, ...rest]).map(richElement);
    if (more.length > 0) close(more);
  }
  close([]);
  return blocks;
}

/** Plain text in a context block: parsed by nothing, so it may hold what the paste said. */
export function plainContext(texts: readonly string[]): types.ContextBlock {
  const elements = texts.slice(0, LIMITS.contextElements).map((text) => ({
    type: 'plain_text' as const,
    text: plainOrBlank(text, ANSWER_SIZES.contextText),
    emoji: false,
  }));
  return { type: 'context', elements };
}

/** `plain_text` must not be empty. */
export function plainOrBlank(text: string, max: number): string {
  return shorten(cleanText(text), max).trim() || '(no text)';
}

export function richText(elements: readonly RichElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [...elements] };
}

function numbered(
  style: 'bullet' | 'ordered',
  offset: number,
  elements: types.RichTextSection[],
): NumberedList {
  return { type: 'rich_text_list', style, elements, ...(style === 'ordered' && offset > 0 && { offset }) };
}

function richElement(piece: RichPiece): RichElement {
  switch (piece.kind) {
    case 'paragraph':
      return { type: 'rich_text_section', elements: piece.elements };
    case 'code':
      return { type: 'rich_text_preformatted', elements: textElements(piece.text) };
    case 'item': {
      const style = piece.ordered ? 'ordered' : 'bullet';
      const list = numbered(style, piece.number - 1, [
        { type: 'rich_text_section', elements: piece.elements },
      ]);
      return { ...list, indent: Math.min(piece.depth + 1, 8) };
    }
  }
}

/** One item can hold more than a message does: its elements are spread over blocks. */
function splitElements(elements: readonly RichElement[]): types.RichTextBlock[] {
  const blocks: types.RichTextBlock[] = [];
  let part: RichElement[] = [];
  for (const element of elements) {
    if (part.length > 0 && jsonLength(part) + jsonLength(element) > BLOCK_JSON) {
      blocks.push(richText(part));
      part = [];
    }
    part.push(element);
  }
  if (part.length > 0) blocks.push(richText(part));
  return blocks;
}

function jsonLength(value: unknown): number {
  return JSON.stringify(value).length;
}

/** A heading and the first `max` items below it, and how many more the page has; nothing where there is no item. */
export function partBlocks(
  heading: string,
  items: readonly string[],
  style: 'bullet' | 'ordered',
  max: number,
): types.KnownBlock[] {
  const blocks = listBlocks(items.slice(0, max), style);
  if (blocks.length === 0) return [];
  const left = items.length - max;
  const more = left > 0 ? [plainContext([`${left} more on the page.`])] : [];
  return [headingBlock(heading), ...blocks, ...more];
}
