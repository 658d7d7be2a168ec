import type { Block } from '../block.ts';
import type { Rule } from '../entry.ts';
import type { HeadingNode } from '../heading-tree.ts';
import { readBlocks } from '../markdown.ts';
import { errorPhrase } from './error-text.ts';

/** More texts than this in one entry are a log, not its signs. */
const MAX_PHRASES = 12;

/** Error texts in the heading, code spans, quotes and code blocks of an entry; nobody chose them as rules, so they are weak. */
export function weakRules(node: HeadingNode, title: string, page: string): readonly Rule[] {
  const phrases = new Map<string, Rule>();
  const add = (text: string, line: number): void => {
    const phrase = errorPhrase(text);
    if (phrase === undefined || phrases.size >= MAX_PHRASES || phrases.has(phrase.toLowerCase())) return;
    phrases.set(phrase.toLowerCase(), {
      kind: 'phrase',
      text: phrase,
      weak: true,
      at: { page, line, column: 1 },
    });
  };
  const visit = (part: HeadingNode): void => {
    if (part.at !== undefined && part.depth <= 6) add(part.title, part.at.line);
    for (const block of part.blocks) visitBlock(block, add);
    for (const child of part.children) visit(child);
  };
  add(title, node.at?.line ?? 1);
  visit(node);
  return [...phrases.values()];
}

function visitBlock(block: Block, add: (text: string, line: number) => void): void {
  if (block.kind === 'aside' || block.kind === 'heading') return;
  if (block.kind === 'code') {
    for (const [offset, line] of block.value.split('\n').entries()) add(line, block.at.line + 1 + offset);
  } else if (block.kind === 'list') {
    for (const item of block.items) {
      if (!/[`"“]/.test(item.source)) continue;
      for (const inner of readBlocks(item.source, item.at.line)) visitBlock(inner, add);
    }
  } else {
    for (const match of block.source.matchAll(/`+([^`]+)`+|"([^"\n]{8,})"|“([^”\n]{8,})”/g)) {
      add(match[1] ?? match[2] ?? match[3] ?? '', block.at.line);
    }
  }
}
