import type { types } from '@slack/bolt';
import type { List, Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { cleanText, isWebAddress, shorten } from './escape.ts';
import { ANSWER_SIZES } from './limits.ts';

type Inline = types.RichTextText | types.RichTextLink;
type Style = NonNullable<types.RichTextText['style']>;

/** A part of a page's Markdown as rich text draws it. */
export type RichPiece =
  | { readonly kind: 'paragraph'; readonly elements: Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'item';
      readonly ordered: boolean;
      readonly depth: number;
      readonly number: number;
      readonly elements: Inline[];
    };

/** Room for one paragraph, in characters of JSON. */
const PARAGRAPH_JSON = 3000;

/** A longer address is drawn as its label alone: six of them must fit into one message. */
const MAX_ADDRESS = 1000;

/** Deepest list indent that rich text knows. */
const MAX_DEPTH = 8;

/** Reads a cause or a step as the page writes it. Rich text holds no markup, so nothing in it can notify or link by itself. */
export function toRichPieces(markdown: string): RichPiece[] {
  const root = parse(shorten(markdown, ANSWER_SIZES.markdown));
  return root.children.flatMap((node) => piecesOf(node, 0)).filter((piece) => !isEmpty(piece));
}

/** The Markdown as one line of plain text, for fallback texts. */
export function toPlainLine(markdown: string): string {
  return cleanText(textOf(parse(markdown.slice(0, ANSWER_SIZES.firstStep * 2))))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same few entries are answered again and again, and parsing their text took a quarter of an answer's time. */
const MAX_PARSED = 1000;
const parsed = new Map<string, Root>();
const OPTIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

function parse(markdown: string): Root {
  const known = parsed.get(markdown);
  if (known !== undefined) return known;
  const root = fromMarkdown(markdown, OPTIONS);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(markdown, root);
  return root;
}

function piecesOf(node: RootContent, depth: number): RichPiece[] {
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', elements: inlines(node.children, {}) }];
    case 'heading':
      return [{ kind: 'paragraph', elements: inlines(node.children, { bold: true }) }];
    case 'code':
    case 'html':
      return [{ kind: 'code', text: fitPiece(node.value) }];
    case 'list':
      return listPieces(node, depth);
    case 'blockquote':
      return node.children.flatMap((child) => piecesOf(child, depth));
    case 'table': {
      const rows = node.children.map((row) => row.children.map((cell) => textOf(cell)).join(' | '));
      return [{ kind: 'code', text: fitPiece(rows.join('\n')) }];
    }
    default:
      return [{ kind: 'paragraph', elements: textElements(textOf(node), {}) }];
  }
}

function listPieces(list: List, depth: number): RichPiece[] {
  const first = list.start ?? 1;
  return list.children.flatMap((item, index) => {
    const [head, ...rest] = item.children;
    const hasText = head?.type === 'paragraph';
    const elements = hasText ? inlines(head.children, {}) : textElements('•', {});
    const number = first + index;
    const ordered = list.ordered === true;
    const below = (hasText ? rest : item.children).flatMap((child) =>
      piecesOf(child, Math.min(depth + 1, MAX_DEPTH)),
    );
    return [{ kind: 'item' as const, ordered, depth, number, elements }, ...below];
  });
}

/** Elements of one paragraph, cut where they would fill a message: many short ones cost more than their text. */
function inlines(nodes: readonly PhrasingContent[], style: Style): Inline[] {
  const kept: Inline[] = [];
  let json = 0;
  for (const element of nodes.flatMap((node) => inline(node, style))) {
    json += JSON.stringify(element).length;
    if (json > PARAGRAPH_JSON && kept.length > 0) return [...kept, ...textElements('… (shortened)')];
    kept.push(element);
  }
  return kept;
}

function inline(node: PhrasingContent, style: Style): Inline[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return textElements(node.value.replace(/\n/g, ' '), style);
    case 'inlineCode':
      return textElements(node.value, { ...style, code: true });
    case 'strong':
      return node.children.flatMap((child) => inline(child, { ...style, bold: true }));
    case 'emphasis':
      return node.children.flatMap((child) => inline(child, { ...style, italic: true }));
    case 'delete':
      return node.children.flatMap((child) => inline(child, { ...style, strike: true }));
    case 'break':
      return textElements('\n', style);
    case 'link':
      return linkElements(node.url, textOf(node), style);
    case 'image':
      return linkElements(node.url, node.alt ?? '', style);
    default:
      return textElements(textOf(node), style);
  }
}

/** A rich text link, or the label alone where the address is none that Slack would open. */
export function linkElements(url: string, label: string, style: Style = {}): Inline[] {
  if (!isWebAddress(url) || url.length > MAX_ADDRESS) return textElements(label || url, style);
  const text = shorten(cleanText(label || url), ANSWER_SIZES.piece);
  return [{ type: 'link', url, text, ...(Object.keys(style).length > 0 && { style }) }];
}

/** Plain text as rich text elements; none for an empty text, which Slack refuses. */
export function textElements(text: string, style: Style = {}): types.RichTextText[] {
  const clean = shorten(cleanText(text), ANSWER_SIZES.piece);
  if (clean === '') return [];
  return [{ type: 'text', text: clean, ...(Object.keys(style).length > 0 && { style }) }];
}

function fitPiece(text: string): string {
  return shorten(cleanText(text), ANSWER_SIZES.piece);
}

function isEmpty(piece: RichPiece): boolean {
  return piece.kind === 'code' ? piece.text.trim() === '' : piece.elements.length === 0;
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if (node.type === 'image') return node.alt ?? '';
  if (node.type === 'break') return ' ';
  return 'children' in node
    ? childrenOf(node)
        .map(textOf)
        .join(isBlockParent(node) ? ' ' : '')
    : '';
}

function childrenOf(node: Parents): readonly Nodes[] {
  return node.children;
}

function isBlockParent(node: Parents): boolean {
  return ['root', 'list', 'listItem', 'blockquote', 'table', 'tableRow'].includes(node.type);
}
