import type { Entry, PageFault } from './entry.ts';
import { reasonOf } from './error-reason.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { type HeadingNode, headingTree } from './heading-tree.ts';
import { readBlocks } from './markdown.ts';
import { nearestName } from './nearest-name.ts';
import { createPageFaults, PAGE_START, type PageFaults } from './page-faults.ts';
import { type PageLink, relativeLinks } from './relative-links.ts';
import { OWN_HEADINGS } from './section-names.ts';
import { readSections } from './sections.ts';

export interface PageSource {
  /** The page's path, as messages should name it. */
  readonly page: string;
  /** Path without `.md`, from the knowledge folder. */
  readonly id: string;
  readonly text: string;
}

export interface ParsedPage {
  /** None when the page is broken. */
  readonly entries: readonly Entry[];
  readonly faults: readonly PageFault[];
  /** True when a fault keeps the page out of use: its last good version should stay. */
  readonly isBroken: boolean;
  /** True when the page has rules, so that it was written for Pasteur; a broken one counts as such. */
  readonly isOurs: boolean;
  /** Where the front matter's keys stand. */
  readonly places: FrontMatter['places'];
  /** Links to other files, as they are written. */
  readonly links: readonly PageLink[];
}

/** Reads one Markdown page; never throws, and names all faults at once. */
export function parsePage(source: PageSource): ParsedPage {
  const faults = createPageFaults(source.page);
  const text = source.text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const { front, body } = readFrontMatter(text, faults);
  const isOurs = front === undefined || front.rules !== undefined;
  if (front === undefined)
    return { entries: [], faults: faults.list, isBroken: true, isOurs, places: {}, links: [] };
  let tree: HeadingNode;
  try {
    tree = headingTree(readBlocks(body));
  } catch (error) {
    // The parser recurses, so absurdly deep nesting exhausts its stack.
    const reason = reasonOf(error);
    faults.error(
      PAGE_START,
      `page cannot be read as Markdown: ${reason}`,
      'Look for lists or quotes nested without end.',
    );
    return { entries: [], faults: faults.list, isBroken: true, isOurs, places: {}, links: [] };
  }
  if (isOurs) reportMisspelledHeadings(tree, faults);
  return {
    entries: [readEntry(source, front, tree)],
    faults: faults.list,
    isBroken: false,
    isOurs,
    places: front.places,
    links: relativeLinks(body),
  };
}

function readEntry({ page, id }: PageSource, front: FrontMatter, tree: HeadingNode): Entry {
  const [first] = tree.children;
  const isTitled = first !== undefined && tree.children.length === 1 && first.name === undefined;
  const sections = readSections(isTitled ? first : tree, page);
  return {
    id,
    title:
      front.title ??
      (first?.name === undefined ? first?.title : undefined) ??
      id.slice(id.lastIndexOf('/') + 1),
    titles: front.titles,
    tags: front.tags,
    severity: front.severity,
    rules: front.rules ?? [],
    unless: front.unless,
    related: front.related,
    reviewed: front.reviewed,
    ...sections,
    page,
    line: 1,
  };
}

function reportMisspelledHeadings(tree: HeadingNode, faults: PageFaults): void {
  for (const node of tree.children.flatMap((child) => [child, ...child.children])) {
    if (node.at === undefined || node.name !== undefined) continue;
    const nearest = nearestName(node.title, OWN_HEADINGS);
    if (nearest === undefined) continue;
    faults.warning(node.at, `unknown section "${node.title}"`, `If "${nearest}" is meant, write that.`);
  }
}
