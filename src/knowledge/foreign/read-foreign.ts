import type { Block } from '../block.ts';
import type { Entry, Rule } from '../entry.ts';
import type { FrontMatter } from '../front-matter.ts';
import { type HeadingNode, headingTree } from '../heading-tree.ts';
import { linksOf } from '../markdown.ts';
import { itemsOf, readSections, type SectionTexts } from '../sections.ts';
import { alertRules } from './alert-names.ts';
import { entryHeads, slugOf } from './entry-heads.ts';
import { labelsToHeadings } from './labels.ts';
import { weakRules } from './weak-rules.ts';

/** "Problem: no space left" is about no space left. */
const TITLE_LABEL = /^(?:\d+[.)]|q|problem|error|issue|symptom|ошибка|проблема|오류|エラー)\s*[:：]\s*/i;

/** What a page was not understood for; `entries` is empty then. */
export interface ForeignReading {
  readonly entries: readonly Entry[];
  readonly reason: string | undefined;
}

/** Reads a page that was not written for Pasteur: one entry, or one for each error that it lists under headings. */
export function readForeign(
  source: { readonly page: string; readonly id: string },
  front: FrontMatter,
  blocks: readonly Block[],
): ForeignReading {
  const tree = headingTree(labelsToHeadings(blocks));
  const heads = entryHeads(tree);
  const taken = new Map<string, number>();
  const slugs = new Map(allNodes(tree).map((node) => [node, slugOf(node.title, taken)]));
  const entries =
    heads.length > 0
      ? heads.map((head) => entryAt(head, `${source.id}#${slugs.get(head) ?? ''}`, source.page, front, []))
      : [wholePage(source, front, tree)];
  const useful = entries.filter(
    ({ causes, steps, rules }) => causes.length + steps.length > 0 || rules.some(({ weak }) => weak !== true),
  );
  return { entries: useful, reason: useful.length > 0 ? undefined : reasonFor(tree) };
}

function wholePage(
  source: { readonly page: string; readonly id: string },
  front: FrontMatter,
  tree: HeadingNode,
): Entry {
  const fileName = source.id.replace(/\/(?:index|readme|_index)$/i, '').replace(/^.*\//, '');
  const [first] = tree.children;
  // A page has one heading of its own above its sections, or its sections stand beside each other.
  const isTitled =
    first !== undefined && first.name === undefined && (tree.children.length === 1 || first.depth === 1);
  const heading = first?.name === undefined ? first?.title : undefined;
  const title = front.title ?? (heading || fileName.replaceAll(/[-_]+/g, ' '));
  const at = { page: source.page, line: 1, column: 1 };
  const alerts = alertRules(fileName, heading ?? title, tree, at);
  const node = isTitled && tree.children.length === 1 ? first : tree;
  const entry = entryAt(node, source.id, source.page, front, alerts);
  return { ...entry, title, titles: front.titles, line: 1 };
}

function entryAt(
  node: HeadingNode,
  id: string,
  page: string,
  front: FrontMatter,
  alerts: readonly Rule[],
): Entry {
  const title = node.title.replace(TITLE_LABEL, '');
  return {
    id,
    title: title || id,
    titles: {},
    tags: front.tags,
    severity: front.severity,
    rules: [...alerts, ...weakRules(node, title, page)],
    unless: front.unless,
    related: [],
    reviewed: front.reviewed,
    ...linksApart(fillGaps(node, readSections(node, page), alerts.length > 0)),
    // Foreign fences are no promises.
    examples: [],
    counterExamples: [],
    page,
    line: node.at?.line ?? 1,
  };
}

/** Where headings do not say what are the steps: what to look at, else the numbered lists, else the text itself. */
function fillGaps(node: HeadingNode, sections: SectionTexts, isAlert: boolean): SectionTexts {
  if (sections.steps.length > 0) return sections;
  const diagnosis = node.children.filter(({ name }) => name?.kind === 'causes' && name.rank === 1);
  if (diagnosis.length > 0) return { ...sections, steps: diagnosis.flatMap(({ blocks }) => itemsOf(blocks)) };
  const blocks = [node, ...allNodes(node)]
    .filter(({ name }) => name === undefined)
    .flatMap((part) => part.blocks);
  const numbered = blocks.flatMap((block) =>
    block.kind === 'list' && /^\d/.test(block.source) && block.items.length >= 2
      ? block.items.map(({ source }) => source)
      : [],
  );
  if (numbered.length > 0) return { ...sections, steps: numbered };
  const isProblem = isAlert || (node.at !== undefined && node.depth >= 2);
  return isProblem ? { ...sections, steps: blocks.length > 0 ? itemsOf(blocks) : [] } : sections;
}

/** A step or cause that is nothing but a link is a reference. */
function linksApart(sections: SectionTexts): SectionTexts {
  const isLink = (text: string): boolean => /^\[[^\]]*\]\([^)]*\)$/.test(text);
  const links = [...sections.causes, ...sections.steps].filter(isLink).flatMap(linksOf);
  return {
    ...sections,
    causes: sections.causes.filter((text) => !isLink(text)),
    steps: sections.steps.filter((text) => !isLink(text)),
    references: [...sections.references, ...links],
  };
}

function allNodes(node: HeadingNode): readonly HeadingNode[] {
  return node.children.flatMap((child) => [child, ...allNodes(child)]);
}

function reasonFor(tree: HeadingNode): string {
  const titles = allNodes(tree).map(({ title }) => title);
  if (titles.length === 0) return 'it has no headings and no numbered list';
  return `no heading announces causes or steps (${titles.slice(0, 6).join(', ')}${titles.length > 6 ? ', …' : ''})`;
}
