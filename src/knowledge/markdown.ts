import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { PAGE_START, type Place } from './page-faults.ts';

const OPTIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/** Syntax tree of GitHub-flavoured Markdown, with positions. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, OPTIONS);
}

/** Where a node starts. */
export function placeOf(node: Nodes): Place {
  return node.position?.start ?? PAGE_START;
}

/** What a reader sees of a node: text and code without marks, in order. */
export function plainText(node: Nodes): string {
  const parts: string[] = [];
  for (const part of descendants(node)) {
    if (part.type === 'text' || part.type === 'inlineCode' || part.type === 'code') parts.push(part.value);
    else if (part.type === 'break') parts.push('\n');
    else if (part.type === 'image') parts.push(part.alt ?? '');
  }
  return parts.join('');
}

/** A node and everything below it, in the order of the page; walks without recursion, for pages nested absurdly deep. */
export function* descendants(node: Nodes): Generator<Nodes> {
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if ('children' in next) open.push(...next.children.toReversed());
  }
}

/** The Markdown source of a run of nodes, from the first to the last, moved to the left edge. */
export function sourceOf(nodes: readonly Nodes[], text: string): string {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return '';
  const indent = new RegExp(`^[ \\t]{0,${start.column - 1}}`);
  const [first = '', ...rest] = text.slice(start.offset, end.offset).split('\n');
  return [first, ...rest.map((line) => line.replace(indent, ''))].join('\n').trim();
}
