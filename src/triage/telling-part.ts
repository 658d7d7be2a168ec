import { lineContext } from './line-context.ts';
import { lineEnd } from './lines.ts';
import { type Reading, readPaste } from './read.ts';

/** The text of a paste as the engine reads it: escapes, colours and invisible characters undone, a line a line. */
export function plainLines(paste: string): readonly string[] {
  const reading = readPaste(paste);
  return reading.lineStarts.map((start, line) => reading.casedSlice(start, lineEnd(reading, line)).trimEnd());
}

/** What a line is worth, by its kind: an error line says most, chatter and statements of a program least. */
const WORTH = { error: 8, warning: 4, plain: 3, prose: 3, frame: 2, info: 1, code: 1 } as const;

/** The innermost cause of a chain is what the others wrap. */
const CAUSE_WORTH = 3;
/** Lines on both sides of an error line, by their distance. */
const NEIGHBOURS = [3, 2, 1] as const;
/** Longest part of one line, in characters. */
const LINE_LENGTH = 600;
/** Room for the remark that lines were left out. */
const REMARK_LENGTH = 32;

/**
 * The lines of a text that say most about what went wrong, in their order and within `maxLength` characters; what is
 * left out between them is counted. The second and later repeat of a line, numbers apart, is left out first.
 */
export function tellingPart(text: string, maxLength: number): string {
  const lines = text.split('\n').map(cut);
  const worths = worthsOf(text, lines);
  const order = [...lines.keys()].sort(
    (left, right) => (worths[right] ?? 0) - (worths[left] ?? 0) || left - right,
  );
  const kept = new Set<number>();
  let length = REMARK_LENGTH;
  for (const index of order) {
    const line = lines[index] ?? '';
    // A gap on each side may need a remark.
    const cost = line.length + 1 + REMARK_LENGTH;
    if (line.trim() === '' || length + cost > maxLength) continue;
    kept.add(index);
    length += cost;
  }
  return withGaps(lines, kept);
}

/** Where the line starts that says most, as an offset into the text; the first of several. */
export function tellingPlace(text: string): number {
  const lines = text.split('\n');
  const worths = worthsOf(text, lines);
  const best = worths.reduce((found, worth, index) => (worth > (worths[found] ?? 0) ? index : found), 0);
  return lines.slice(0, best).reduce((offset, line) => offset + line.length + 1, 0);
}

function worthsOf(text: string, lines: readonly string[]): readonly number[] {
  const reading = readPaste(text);
  const context = lineContext(reading);
  const seen = new Set<string>();
  const starts = foldedStarts(reading, lines.length);
  const worths = lines.map((line, index) => {
    const at = starts[index] ?? 0;
    const shape = line.replace(/\d+/g, '0');
    const isRepeat = seen.has(shape);
    seen.add(shape);
    if (isRepeat) return 0;
    return WORTH[context.kindAt(at)] + (context.causeAt(at) === 'innermost' ? CAUSE_WORTH : 0);
  });
  const errors = [...worths.keys()].filter((index) => (worths[index] ?? 0) >= WORTH.error);
  for (const index of errors) {
    for (const [distance, worth] of NEIGHBOURS.entries()) {
      for (const near of [index - distance - 1, index + distance + 1]) {
        const own = worths[near];
        if (own !== undefined && own > 0 && own < WORTH.error) worths[near] = own + worth;
      }
    }
  }
  return worths;
}

/** Where each line of the source starts in what was read of it, which may have more lines: JSON holds some inside. */
function foldedStarts(reading: Reading, count: number): readonly number[] {
  const starts: number[] = Array.from({ length: count }, () => 0);
  let line = 0;
  for (const [index, start] of reading.sourceLineStarts.entries()) {
    while (
      line < reading.lineStarts.length - 1 &&
      (reading.offsets[reading.lineStarts[line] ?? 0] ?? 0) < start
    )
      line += 1;
    starts[index] = reading.lineStarts[line] ?? 0;
  }
  return starts;
}

function withGaps(lines: readonly string[], kept: ReadonlySet<number>): string {
  const parts: string[] = [];
  let gap = 0;
  const close = (): void => {
    if (gap > 0) parts.push(`… (${gap} ${gap === 1 ? 'line' : 'lines'} left out)`);
    gap = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (kept.has(index)) {
      close();
      parts.push(line);
    } else if (line.trim() !== '') gap += 1;
  }
  close();
  return parts.join('\n');
}

function cut(line: string): string {
  if (line.length <= LINE_LENGTH) return line;
  const end = LINE_LENGTH - 1;
  return `${line.slice(0, end).replace(/\p{Surrogate}$/u, '')}…`;
}
