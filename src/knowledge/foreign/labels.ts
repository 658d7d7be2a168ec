import type { Block } from '../block.ts';
import { type SectionName, sectionName } from '../section-names.ts';

/** Deeper than any heading can be, so that a label belongs to the heading above it. */
const LABEL_DEPTH = 7;
const LABEL =
  /^(?:(?:\*\*|__)([^*_\n]{2,40}?)[:：]?\s*(?:\*\*|__)\s*[:：]?|([\p{L}][\p{L} ]{2,24})[:：](?=\s|$))\s*/u;

/** Turns labels that stand for headings (`**Cause:** …`, `Solution: …`) into headings, in paragraphs and lists. */
export function labelsToHeadings(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return splitLabels(block.source, block.at.line) ?? [block];
    if (block.kind !== 'list') return [block];
    const labelled = block.items.map((item) => splitLabels(item.source, item.at.line));
    return labelled.length >= 2 && !labelled.includes(undefined)
      ? labelled.flatMap((part) => part ?? [])
      : [block];
  });
}

function splitLabels(source: string, line: number): readonly Block[] | undefined {
  const blocks: Block[] = [];
  let text: string[] = [];
  const close = (): void => {
    const paragraph = text.join('\n').trim();
    if (paragraph !== '') blocks.push({ kind: 'paragraph', at: { line, column: 1 }, source: paragraph });
    text = [];
  };
  for (const [offset, row] of source.split('\n').entries()) {
    const found = labelOf(row);
    if (found === undefined) {
      text.push(row);
      continue;
    }
    close();
    const at = { line: line + offset, column: 1 };
    blocks.push({ kind: 'heading', at, source: row, depth: LABEL_DEPTH, title: found.label });
    text.push(row.slice(found.length));
  }
  if (blocks.length === 0) return undefined;
  close();
  return blocks;
}

function labelOf(
  row: string,
): { readonly label: string; readonly name: SectionName; readonly length: number } | undefined {
  const match = LABEL.exec(row);
  const label = (match?.[1] ?? match?.[2] ?? '').trim();
  const name = label === '' ? undefined : sectionName(label);
  // "Error: connection refused" is an error text, not a label; only what names causes and steps is taken.
  if (match === null || name === undefined || (name.kind !== 'causes' && name.kind !== 'steps'))
    return undefined;
  return { label, name, length: match[0].length };
}
