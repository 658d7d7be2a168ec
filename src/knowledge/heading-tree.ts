import type { Block } from './block.ts';
import type { Place } from './page-faults.ts';
import { type SectionName, sectionName } from './section-names.ts';

/** A heading, what stands below it up to the next heading, and the deeper headings under it. */
export interface HeadingNode {
  /** Place of the heading; absent for the page itself. */
  readonly at: Place | undefined;
  /** 1 to 6; 0 for the page itself. */
  readonly depth: number;
  readonly title: string;
  readonly name: SectionName | undefined;
  readonly blocks: Block[];
  readonly children: HeadingNode[];
}

/** The page as a tree of headings; its root holds what stands before the first one. */
export function headingTree(blocks: readonly Block[]): HeadingNode {
  const page: HeadingNode = { at: undefined, depth: 0, title: '', name: undefined, blocks: [], children: [] };
  const open: HeadingNode[] = [page];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const { at, depth } = block;
      const title = block.title.replace(/\s*\{#[^}]*\}$/, '');
      const node: HeadingNode = { at, depth, title, name: sectionName(title), blocks: [], children: [] };
      while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
      open.at(-1)?.children.push(node);
      open.push(node);
    } else {
      open.at(-1)?.blocks.push(block);
    }
  }
  return page;
}
