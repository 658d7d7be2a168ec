import type { Block } from './block.ts';
import type { Example, Reference } from './entry.ts';
import type { HeadingNode } from './heading-tree.ts';
import { linksOf, readBlocks } from './markdown.ts';
import type { SectionKind, SectionName } from './section-names.ts';

/** A run of blocks under one heading that announces a kind of section; `lead` is a heading of its own inside that section. */
interface SectionPart {
  readonly name: SectionName;
  readonly lead: string | undefined;
  readonly blocks: readonly Block[];
}

/** What a part of a page says, by kind of section. */
export interface SectionTexts {
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  readonly examples: readonly Example[];
  readonly counterExamples: readonly Example[];
  readonly references: readonly Reference[];
}

/** Reads the sections below `node`. */
export function readSections(node: HeadingNode, page: string): SectionTexts {
  const parts = collectParts(node);
  const of = (kind: SectionKind): readonly SectionPart[] =>
    parts.filter(({ name }) => name.kind === kind).sort((left, right) => left.name.rank - right.name.rank);
  const items = (kind: SectionKind): readonly string[] =>
    of(kind).flatMap((part) =>
      itemsOf(part.blocks).map((item, at) => withLead(at === 0 ? part.lead : undefined, item)),
    );
  const symptoms = items('symptoms');
  return {
    // A page that has no such section tells what it is about before its first heading.
    symptoms: symptoms.length > 0 ? symptoms : itemsOf(node.blocks),
    causes: items('causes'),
    steps: items('steps'),
    examples: of('examples').flatMap((part) => examplesOf(part.blocks, page)),
    counterExamples: of('counterExamples').flatMap((part) => examplesOf(part.blocks, page)),
    references: of('references').flatMap((part) => itemsOf(part.blocks).flatMap(linksOf)),
  };
}

function collectParts(root: HeadingNode): readonly SectionPart[] {
  const parts: SectionPart[] = [];
  const visit = (node: HeadingNode, inherited: SectionName | undefined): void => {
    const name = node.name ?? inherited;
    if (name !== undefined) {
      parts.push({ name, lead: node.name === undefined ? node.title : undefined, blocks: node.blocks });
    }
    for (const child of node.children) visit(child, name);
  };
  // The heading of the entry itself is its title, even where it reads like a section ("Problem").
  for (const child of root.children) visit(child, undefined);
  return parts;
}

function withLead(lead: string | undefined, item: string): string {
  return lead === undefined || lead === '' ? item : `**${lead}**\n\n${item}`;
}

/** List items one by one, else paragraphs; code, tables and quotes go with what stands before them. */
export function itemsOf(blocks: readonly Block[]): string[] {
  const items: string[] = [];
  let opensList = false;
  const attach = (source: string): void => {
    const last = items.pop();
    items.push(last === undefined ? source : `${last}\n\n${source}`);
  };
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'aside' || block.source === '') continue;
    if (block.kind === 'list') {
      if (opensList) attach(block.source);
      else for (const { source } of block.items) if (source !== '') items.push(source);
      opensList = false;
    } else if (block.kind === 'paragraph') {
      const isLeadIn = /[:：]$/.test(block.source) && blocks[at + 1]?.kind === 'list';
      // "Check these:" before the section's only list says nothing by itself.
      if (isLeadIn && items.length === 0 && blocks.filter(({ kind }) => kind === 'list').length === 1)
        continue;
      opensList = isLeadIn;
      items.push(block.source);
    } else {
      // HTML around Markdown (<details>) says nothing in Slack; what it holds does.
      const source = block.source.startsWith('<')
        ? block.source.replaceAll(/<\/?[a-z][^>]*>/gi, '').trim()
        : block.source;
      if (source !== '') attach(source);
    }
  }
  return items;
}

function examplesOf(blocks: readonly Block[], page: string): readonly Example[] {
  return blocks.flatMap((block): readonly Example[] => {
    if (block.kind === 'code') return [{ text: block.value, note: block.meta, at: { page, ...block.at } }];
    if (block.kind !== 'list') return [];
    return block.items.flatMap((item) => examplesOf(readBlocks(item.source, item.at.line), page));
  });
}
