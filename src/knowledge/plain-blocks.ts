import { type Block, type ListItem, moveLeft, withoutCheckBox } from './block.ts';

const HEADING = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*?)[ \t]*$/;
const ITEM = /^((?:[-*+]|\d{1,9}[.)]) {1,4})(?=\S)/;
const INTERRUPTS_PARAGRAPH = /^(?:[-*+]|1[.)]) /;
/** Rules, underlines of headings and rows below a table's head. */
const IS_RULED = /^[ \t|:=*_-]*$/;
/** Quotes, HTML, tables, definitions, footnotes, indented text, tabs: left to the reference parser. */
const IS_SPECIAL = /^(?:[<>|\s]|\[[^\]]*\]:|[-*+]$|[-*+]\s|\d{1,9}[.)](?:\s|$))|\t/;
const IS_CHECK_BOX_ONLY = /^\[[ xX]\]\s*$/;

/**
 * Reads the Markdown that nearly all knowledge pages keep to: headings, paragraphs, lists and fences from the left edge.
 * Undefined when the text holds anything else; a test holds that what it does read, the reference parser reads alike.
 */
export function readPlainBlocks(
  text: string,
  firstLine: number,
  titleOf: (markdown: string) => string,
): readonly Block[] | undefined {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at++;
      continue;
    }
    const place = { line: firstLine + at, column: 1 };
    const heading = HEADING.exec(line);
    const fence = FENCE.exec(line);
    const end =
      heading !== null
        ? at + 1
        : fence !== null
          ? endOfFence(lines, at, fence[1] ?? '')
          : endOfOther(lines, at);
    if (end === undefined) return undefined;
    const inside = lines.slice(at, end);
    const source = inside.join('\n').trim();
    if (heading !== null) {
      blocks.push({
        kind: 'heading',
        at: place,
        source,
        depth: heading[1]?.length ?? 1,
        title: titleOf(heading[2] ?? '').trim(),
      });
    } else if (fence !== null) {
      const isClosed = inside.length > 1 && isClosing(inside.at(-1) ?? '', fence[1] ?? '');
      // What stands behind the language; the parser undoes escapes there, so leave those to it.
      if (/[\\&]/.test(fence[2] ?? '')) return undefined;
      const meta = /^\S+[ \t]+(.*)$/.exec(fence[2] ?? '')?.[1] ?? '';
      blocks.push({
        kind: 'code',
        at: place,
        source,
        value: inside.slice(1, isClosed ? -1 : undefined).join('\n'),
        meta,
      });
    } else if (ITEM.test(line) && !IS_RULED.test(line)) {
      const items = readItems(inside, place.line);
      if (items === undefined) return undefined;
      blocks.push({ kind: 'list', at: place, source, items });
    } else {
      blocks.push({ kind: 'paragraph', at: place, source });
    }
    at = end;
  }
  return blocks;
}

function endOfOther(lines: readonly string[], start: number): number | undefined {
  const line = lines[start] ?? '';
  if (IS_RULED.test(line)) return undefined;
  return ITEM.test(line) ? endOfList(lines, start) : endOfParagraph(lines, start);
}

function isClosing(line: string, mark: string): boolean {
  const trimmed = line.trimEnd();
  return trimmed.startsWith(mark) && trimmed === mark.charAt(0).repeat(trimmed.length);
}

function endOfFence(lines: readonly string[], start: number, mark: string): number | undefined {
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isClosing(line, mark)) return at + 1;
    if (/^ {1,3}[`~]{3}/.test(line)) return undefined;
  }
  return undefined;
}

function endOfParagraph(lines: readonly string[], start: number): number | undefined {
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') return at;
    if (at > start && (HEADING.test(line) || FENCE.test(line) || INTERRUPTS_PARAGRAPH.test(line))) return at;
    if (
      IS_RULED.test(line) ||
      IS_SPECIAL.test(line) ||
      (line.includes('|') && IS_RULED.test(lines[at + 1] ?? 'x'))
    )
      return undefined;
  }
  return at;
}

/** End of the list at `start`: all items whose markers are of one kind, with what is indented below them. */
function endOfList(lines: readonly string[], start: number): number | undefined {
  const kind = markerKind(lines[start] ?? '');
  let columns = 0;
  let isAfterBlank = false;
  let end = start;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      isAfterBlank = true;
      continue;
    }
    if (line.includes('\t')) return undefined;
    const marker = ITEM.exec(line)?.[1];
    if (marker !== undefined && !IS_RULED.test(line)) {
      if (markerKind(line) !== kind) return end;
      if (IS_CHECK_BOX_ONLY.test(line.slice(marker.length))) return undefined;
      columns = marker.length;
    } else if (line.search(/\S/) < columns) {
      if (!line.startsWith(' ') && (HEADING.test(line) || FENCE.test(line))) return end;
      // Text at the left edge right below an item goes on with it, by rules of its own.
      if (
        !isAfterBlank ||
        line.startsWith(' ') ||
        IS_RULED.test(line) ||
        /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(line)
      )
        return undefined;
      return end;
    }
    isAfterBlank = false;
    end = at + 1;
  }
  return end;
}

function markerKind(line: string): string {
  return /^\d*([-*+.)])/.exec(line)?.[1] ?? '';
}

function readItems(lines: readonly string[], firstLine: number): readonly ListItem[] | undefined {
  const items: ListItem[] = [];
  let at = 0;
  while (at < lines.length) {
    const marker = ITEM.exec(lines[at] ?? '')?.[1] ?? '';
    let end = at + 1;
    while (end < lines.length && !ITEM.test(lines[end] ?? '')) end++;
    const inside = [(lines[at] ?? '').slice(marker.length), ...lines.slice(at + 1, end)];
    items.push({
      at: { line: firstLine + at, column: 1 },
      source: withoutCheckBox(moveLeft(inside, marker.length)),
    });
    at = end;
  }
  return items;
}
