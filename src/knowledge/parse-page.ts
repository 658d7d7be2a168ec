import type { Block } from './block.ts';
import type { Entry, PageFault } from './entry.ts';
import { reasonOf } from './error-reason.ts';
import { readForeign } from './foreign/read-foreign.ts';
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
  /** Why a page that was not written for Pasteur gives no entry. */
  readonly reason: string | undefined;
}

/** Reads one Markdown page; never throws, and names all faults at once. */
export function parsePage(source: PageSource): ParsedPage {
  const faults = createPageFaults(source.page);
  const text = source.text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const { front, body } = readFrontMatter(text, faults);
  const isOurs = front === undefined || front.rules !== undefined;
  const broken = {
    entries: [],
    faults: faults.list,
    isBroken: true,
    isOurs,
    places: {},
    links: [],
    reason: undefined,
  };
  if (front === undefined) return broken;
  try {
    const blocks = readBlocks(body);
    const reading = isOurs ? readOwn(source, front, blocks, faults) : readForeign(source, front, blocks);
    const { places } = front;
    return { ...reading, faults: faults.list, isBroken: false, isOurs, places, links: relativeLinks(body) };
  } catch (error) {
    // Too long or too deep for the parser.
    const message = `page cannot be read as Markdown: ${reasonOf(error)}`;
    faults.error(PAGE_START, message, 'Split the page, and keep logs and generated text out of it.');
    return broken;
  }
}

function readOwn(
  { page, id }: PageSource,
  front: FrontMatter,
  blocks: readonly Block[],
  faults: PageFaults,
): Pick<ParsedPage, 'entries' | 'reason'> {
  const tree = headingTree(blocks);
  reportMisspelledHeadings(tree, faults);
  const [first] = tree.children;
  const isTitled = first !== undefined && tree.children.length === 1 && first.name === undefined;
  const heading = first?.name === undefined ? first?.title : undefined;
  const entry: Entry = {
    id,
    title: front.title ?? heading ?? id.slice(id.lastIndexOf('/') + 1),
    titles: front.titles,
    tags: front.tags,
    severity: front.severity,
    rules: front.rules ?? [],
    unless: front.unless,
    related: front.related,
    reviewed: front.reviewed,
    ...readSections(isTitled ? first : tree, page),
    page,
    line: 1,
  };
  return { entries: [entry], reason: undefined };
}

function reportMisspelledHeadings(tree: HeadingNode, faults: PageFaults): void {
  for (const node of tree.children.flatMap((child) => [child, ...child.children])) {
    if (node.at === undefined || node.name !== undefined) continue;
    const nearest = nearestName(node.title, OWN_HEADINGS);
    if (nearest === undefined) continue;
    faults.warning(node.at, `unknown section "${node.title}"`, `If "${nearest}" is meant, write that.`);
  }
}
