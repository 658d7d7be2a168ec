import type { HeadingNode } from '../heading-tree.ts';
import { errorPhrase, isErrorTitle } from './error-text.ts';

/**
 * The headings of a page that are entries of their own; none when the page is one entry. `page` is the node below which
 * they stand: the page itself, or its title.
 */
export function entryHeads(page: HeadingNode): readonly HeadingNode[] {
  const heads = headsBelow(page);
  // One error among other headings ("Troubleshooting") is an entry, unless the page as a whole tells causes and steps.
  return heads.length >= 2 || (!hasSections(page) && heads.every(isCertain)) ? heads : [];
}

/** The page's own title where it has one above all else, be it as plain as "Troubleshooting". */
export function titleNode(page: HeadingNode): HeadingNode | undefined {
  const [first] = page.children;
  return page.children.length === 1 && first !== undefined && (first.depth === 1 || first.name === undefined)
    ? first
    : undefined;
}

function headsBelow(node: HeadingNode): readonly HeadingNode[] {
  // Under the sections of one problem, headings part its steps, they are no problems of their own.
  const kinds = new Set(node.children.flatMap(({ name }) => (name === undefined ? [] : [name.kind])));
  const isOneProblem = kinds.has('steps') && kinds.size >= 2;
  return node.children.flatMap((child) => {
    if (child.name !== undefined && isOneProblem) return [];
    const deeper = headsBelow(child);
    if (deeper.length >= 2) return deeper;
    return isHead(child) ? [child] : deeper;
  });
}

function isHead(node: HeadingNode): boolean {
  if (node.name !== undefined || node.at === undefined) return false;
  return hasSections(node) || (isErrorTitle(node.title) && node.blocks.length + node.children.length > 0);
}

/** "Error handling" is a topic, "Unable to listen on port" an error. */
function isCertain(node: HeadingNode): boolean {
  return hasSections(node) || errorPhrase(node.title) !== undefined;
}

function hasSections(node: HeadingNode): boolean {
  return node.children.some(({ name }) => name?.kind === 'causes' || name?.kind === 'steps');
}

/** GitHub's anchor of a heading; `taken` counts the ones that the page has had. */
export function slugOf(title: string, taken: Map<string, number>): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
  const count = taken.get(slug) ?? 0;
  taken.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}
