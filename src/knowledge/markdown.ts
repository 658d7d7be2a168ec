import type { Nodes, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { type Block, moveLeft, withoutCheckBox } from './block.ts';
import type { Reference } from './entry.ts';
import { PAGE_START } from './page-faults.ts';
import { readPlainBlocks } from './plain-blocks.ts';

const MAX_PARSED_LENGTH = 256 * 1024;
const NESTED_TOO_DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){50}/m;
const OPTIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/** The blocks of GitHub-flavoured Markdown; `firstLine` is the line of the page on which `text` starts. */
export function readBlocks(text: string, firstLine = 1): readonly Block[] {
  return readPlainBlocks(text, firstLine, inlineText) ?? readAllBlocks(text, firstLine);
}

/** The same by the reference parser alone, which knows all of Markdown and takes thirty times longer. */
export function readAllBlocks(text: string, firstLine = 1): readonly Block[] {
  const lines = text.split('\n');
  return parse(text).children.map((node) => toBlock(node, lines, firstLine));
}

/** What a reader sees of a line of Markdown: text and code without marks. */
export function inlineText(markdown: string): string {
  if (!/[\\`*_[\]<>&!~@:]|www\./.test(markdown)) return markdown.trim();
  return plainText(parse(markdown));
}

/** Links with their titles, in order. */
export function linksOf(markdown: string): readonly Reference[] {
  // Most items are one plain link.
  const [, title, url] = /^\[([^\][\\`*_<>&!~]+)\]\((https?:\/\/[^\s()\\&<>]+)\)$/.exec(markdown) ?? [];
  if (title !== undefined && url !== undefined) return [{ title, url }];
  const links: Reference[] = [];
  for (const node of descendants(parse(markdown))) {
    if (node.type === 'link') links.push({ title: plainText(node) || node.url, url: node.url });
  }
  return links;
}

function parse(text: string): Root {
  // The parser takes time by the square of what is nested or left open; a second is the most that a page may cost.
  if (text.length > MAX_PARSED_LENGTH) {
    throw new RangeError(
      `${Math.round(text.length / 1024)} KB hold tables, quotes or HTML, expected at most ${MAX_PARSED_LENGTH / 1024} KB`,
    );
  }
  if (NESTED_TOO_DEEP.test(text)) throw new RangeError('lists or quotes are nested more than 50 deep');
  return fromMarkdown(text, OPTIONS);
}

function toBlock(node: RootContent, lines: readonly string[], firstLine: number): Block {
  const start = node.position?.start ?? PAGE_START;
  const block = {
    at: { line: start.line + firstLine - 1, column: start.column },
    source: sourceOf([node], lines),
  };
  if (node.type === 'heading')
    return { kind: 'heading', ...block, depth: node.depth, title: plainText(node).trim() };
  if (node.type === 'code') return { kind: 'code', ...block, value: node.value, meta: node.meta ?? '' };
  if (node.type === 'list') {
    const items = node.children.map((item) => {
      const place = item.position?.start ?? start;
      const at = { line: place.line + firstLine - 1, column: place.column };
      return { at, source: withoutCheckBox(sourceOf(item.children, lines, item.checked)) };
    });
    return { kind: 'list', ...block, items };
  }
  if (node.type === 'paragraph') return { kind: 'paragraph', ...block };
  const isComment = node.type === 'html' && node.value.startsWith('<!--');
  const isAside = isComment || node.type === 'thematicBreak' || node.type === 'definition';
  return { kind: isAside ? 'aside' : 'other', ...block };
}

function sourceOf(nodes: readonly Nodes[], lines: readonly string[], checked?: boolean | null): string {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  if (start === undefined || end === undefined) return '';
  const [first = '', ...rest] = lines.slice(start.line - 1, end.column === 1 ? end.line - 1 : end.line);
  const before = first.slice(0, start.column - 1);
  // A check box is no part of the paragraph that it opens, but of the item's indentation.
  const columns =
    typeof checked === 'boolean' ? before.replace(/\[[ xX]\][ \t]+$/, '').length : before.length;
  return moveLeft([first.slice(columns), ...rest], columns);
}

function plainText(node: Nodes): string {
  const parts: string[] = [];
  for (const part of descendants(node)) {
    if (part.type === 'text' || part.type === 'inlineCode' || part.type === 'code') parts.push(part.value);
    else if (part.type === 'break') parts.push('\n');
    else if (part.type === 'image') parts.push(part.alt ?? '');
  }
  return parts.join('');
}

/** A node and everything below it, in order; without recursion, for pages nested absurdly deep. */
function* descendants(node: Nodes): Generator<Nodes> {
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if ('children' in next) open.push(...next.children.toReversed());
  }
}
