import type { Heading, Root, RootContent } from 'mdast';
import { plainText } from './markdown.ts';
import { type SectionName, sectionName } from './section-names.ts';

/** A heading, what stands below it up to the next heading, and the deeper headings under it. */
export interface HeadingNode {
  /** Absent for the page itself. */
  readonly heading: Heading | undefined;
  readonly title: string;
  readonly name: SectionName | undefined;
  readonly blocks: RootContent[];
  readonly children: HeadingNode[];
}

/** The page as a tree of headings; its root holds what stands before the first one. */
export function headingTree(root: Root): HeadingNode {
  const page: HeadingNode = { heading: undefined, title: '', name: undefined, blocks: [], children: [] };
  const open: HeadingNode[] = [page];
  for (const block of root.children) {
    if (block.type === 'heading') {
      const title = plainText(block)
        .trim()
        .replace(/\s*\{#[^}]*\}$/, '');
      const node: HeadingNode = { heading: block, title, name: sectionName(title), blocks: [], children: [] };
      while (open.length > 1 && (open.at(-1)?.heading?.depth ?? 0) >= block.depth) open.pop();
      open.at(-1)?.children.push(node);
      open.push(node);
    } else {
      open.at(-1)?.blocks.push(block);
    }
  }
  return page;
}
