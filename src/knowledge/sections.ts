import type { Code, RootContent } from 'mdast';
import type { Example, PagePosition, Reference } from './entry.ts';
import type { HeadingNode } from './heading-tree.ts';
import { descendants, placeOf, plainText, sourceOf } from './markdown.ts';
import type { SectionKind, SectionName } from './section-names.ts';

/** A run of blocks under one heading that announces a kind of section; `lead` is a heading of its own inside that section. */
interface SectionPart {
  readonly name: SectionName;
  readonly lead: string | undefined;
  readonly blocks: readonly RootContent[];
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

/** Reads the sections below `node`; `skip` names headings that are entries of their own. */
export function readSections(
  node: HeadingNode,
  page: string,
  text: string,
  skip: ReadonlySet<HeadingNode> = new Set(),
): SectionTexts {
  const parts = collectParts(node, skip);
  const of = (kind: SectionKind): readonly SectionPart[] =>
    parts.filter(({ name }) => name.kind === kind).sort((left, right) => left.name.rank - right.name.rank);
  const items = (kind: SectionKind): readonly string[] =>
    of(kind).flatMap((part) =>
      itemsOf(part.blocks, text).map((item, at) => withLead(at === 0 ? part.lead : undefined, item)),
    );
  const symptoms = items('symptoms');
  return {
    // A page that has no such section tells what it is about before its first heading.
    symptoms: symptoms.length > 0 ? symptoms : itemsOf(node.blocks, text),
    causes: items('causes'),
    steps: items('steps'),
    examples: of('examples').flatMap((part) => examplesOf(part.blocks, page)),
    counterExamples: of('counterExamples').flatMap((part) => examplesOf(part.blocks, page)),
    references: of('references').flatMap((part) => referencesOf(part.blocks)),
  };
}

function collectParts(root: HeadingNode, skip: ReadonlySet<HeadingNode>): readonly SectionPart[] {
  const parts: SectionPart[] = [];
  const visit = (node: HeadingNode, inherited: SectionName | undefined): void => {
    const name = node.name ?? inherited;
    if (name !== undefined) {
      parts.push({ name, lead: node.name === undefined ? node.title : undefined, blocks: node.blocks });
    }
    for (const child of node.children) if (!skip.has(child)) visit(child, name);
  };
  // The heading of the entry itself is its title, even where it reads like a section ("Problem").
  for (const child of root.children) if (!skip.has(child)) visit(child, undefined);
  return parts;
}

function withLead(lead: string | undefined, item: string): string {
  return lead === undefined || lead === '' ? item : `**${lead}**\n\n${item}`;
}

/** List items one by one, else paragraphs; code, tables and quotes go with what stands before them. */
function itemsOf(blocks: readonly RootContent[], text: string): string[] {
  const items: string[] = [];
  let opensList = false;
  const attach = (source: string): void => {
    const last = items.pop();
    items.push(last === undefined ? source : `${last}\n\n${source}`);
  };
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'list') {
      const sources = block.children
        .map((item) => sourceOf(item.children, text))
        .filter((source) => source !== '');
      if (opensList) attach(sources.map((source) => `- ${source.replaceAll('\n', '\n  ')}`).join('\n'));
      else items.push(...sources);
      opensList = false;
      continue;
    }
    if (block.type === 'definition' || block.type === 'thematicBreak' || isComment(block)) continue;
    const source = sourceOf([block], text);
    if (source === '') continue;
    if (block.type !== 'paragraph') {
      attach(source);
      continue;
    }
    const isLeadIn = /[:：]$/.test(source) && blocks[at + 1]?.type === 'list';
    // "Check these:" before the section's only list says nothing by itself.
    if (isLeadIn && items.length === 0 && blocks.filter(({ type }) => type === 'list').length === 1) continue;
    opensList = isLeadIn;
    items.push(source);
  }
  return items;
}

function isComment(block: RootContent): boolean {
  return block.type === 'html' && block.value.startsWith('<!--');
}

function examplesOf(blocks: readonly RootContent[], page: string): readonly Example[] {
  const fences = blocks
    .flatMap((block) => [...descendants(block)])
    .filter((node): node is Code => node.type === 'code');
  return fences.map((fence) => {
    const at: PagePosition = { page, line: placeOf(fence).line, column: placeOf(fence).column };
    return { text: fence.value, note: fence.meta ?? '', at };
  });
}

function referencesOf(blocks: readonly RootContent[]): readonly Reference[] {
  const nodes = blocks.flatMap((block) => [...descendants(block)]);
  return nodes.flatMap((node) =>
    node.type === 'link' ? [{ title: plainText(node) || node.url, url: node.url }] : [],
  );
}
