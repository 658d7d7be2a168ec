import { readFrontMatter } from '../front-matter.ts';
import { type HeadingNode, headingTree } from '../heading-tree.ts';
import { readBlocks } from '../markdown.ts';
import { createPageFaults } from '../page-faults.ts';

/** The line, from 1, of the heading under which a page keeps what it must not answer; undefined where it has none. */
export function notExamplesHeading(page: string): number | undefined {
  const { body } = readFrontMatter(page, createPageFaults(''));
  const find = (node: HeadingNode): number | undefined => {
    if (node.name?.kind === 'counterExamples') return node.at?.line;
    for (const child of node.children) {
      const line = find(child);
      if (line !== undefined) return line;
    }
    return undefined;
  };
  return find(headingTree(readBlocks(body)));
}
