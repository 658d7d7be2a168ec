import type { HeadingNode } from '../heading-tree.ts';
import { isErrorTitle } from './error-text.ts';

/** The headings of a page that are entries of their own; fewer than two mean that the page is one entry. */
export function entryHeads(page: HeadingNode): readonly HeadingNode[] {
  const heads = headsBelow(page);
  return heads.length >= 2 ? heads : [];
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
  if (node.children.some(({ name }) => name?.kind === 'causes' || name?.kind === 'steps')) return true;
  return isErrorTitle(node.title) && (node.blocks.length > 0 || node.children.length > 0);
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
