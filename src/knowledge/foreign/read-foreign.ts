import type { Block } from '../block.ts';
import type { Entry, Rule } from '../entry.ts';
import type { FrontMatter } from '../front-matter.ts';
import { type HeadingNode, headingTree } from '../heading-tree.ts';
import { linksOf } from '../markdown.ts';
import { itemsOf, readSections, type SectionTexts } from '../sections.ts';
import { alertRules } from './alert-names.ts';
import { entryHeads, slugOf, titleNode } from './entry-heads.ts';
import { isErrorTitle } from './error-text.ts';
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
  const heads = entryHeads(titleNode(tree) ?? tree);
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
  const named = titleNode(tree);
  // Where the sections stand beside the title, the first heading is the title all the same, if it announces nothing.
  const [first] = tree.children;
  const heading = named?.title ?? (first?.name === undefined ? first?.title : undefined);
  const title = front.title ?? (heading || fileName.replaceAll(/[-_]+/g, ' '));
  const at = { page: source.page, line: 1, column: 1 };
  const alerts = alertRules(fileName, heading ?? title, tree, at);
  const node = named ?? tree;
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
  const rules = [...alerts, ...weakRules(node, title, page)];
  const isError = isErrorTitle(title) || rules.some(({ weak }) => weak !== true);
  const isProblem = isError || rules.some(({ kind }) => kind === 'phrase');
  return {
    id,
    title: title || id,
    titles: {},
    tags: front.tags,
    severity: front.severity,
    rules,
    unless: front.unless,
    related: [],
    reviewed: front.reviewed,
    ...linksApart(fillGaps(node, readSections(node, page), isProblem, isError)),
    // Foreign fences are no promises.
    examples: [],
    counterExamples: [],
    page,
    line: node.at?.line ?? 1,
  };
}

/** Where headings do not say what are the steps: what to look at, else the numbered lists, else the text itself. */
function fillGaps(
  node: HeadingNode,
  sections: SectionTexts,
  isProblem: boolean,
  isError: boolean,
): SectionTexts {
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
  // A numbered list alone may be about anything; an error text on the page says what it is about, its title all the more.
  if (isProblem && numbered.length > 0) return { ...sections, steps: numbered };
  return isError ? { ...sections, steps: itemsOf(blocks) } : sections;
}

/** A step or cause that is nothing but a link is a reference. */
function linksApart(sections: SectionTexts): SectionTexts {
  const isLink = (text: string): boolean => /^\[[^\]]*\]\([^)]*\)$/.test(text);
  // Steps that are all links are the way to go on.
  if (sections.steps.every(isLink)) return sections;
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
  if (titles.length === 0) return 'it has no headings and no error text';
  return `no heading announces causes or steps (${titles.slice(0, 6).join(', ')}${titles.length > 6 ? ', …' : ''})`;
}
