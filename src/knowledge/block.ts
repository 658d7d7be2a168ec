import type { Place } from './page-faults.ts';

/** A block of Markdown as knowledge pages need it: what it is, where it starts, and its source moved to the left edge. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly at: Place;
      readonly source: string;
      readonly depth: number;
      readonly title: string;
    }
  | {
      readonly kind: 'code';
      readonly at: Place;
      readonly source: string;
      readonly value: string;
      readonly meta: string;
    }
  | {
      readonly kind: 'list';
      readonly at: Place;
      readonly source: string;
      readonly items: readonly ListItem[];
    }
  /** `aside` is what readers do not see: comments, rules, link definitions. */
  | { readonly kind: 'paragraph' | 'aside' | 'other'; readonly at: Place; readonly source: string };

export interface ListItem {
  readonly at: Place;
  /** Without its marker and check box; may hold blocks of its own. */
  readonly source: string;
}

/** Lines moved left by up to `columns` blanks, the first as it is. */
export function moveLeft(lines: readonly string[], columns: number): string {
  const indent = new RegExp(`^[ \\t]{0,${columns}}`);
  const [first = '', ...rest] = lines;
  return [first, ...(columns === 0 ? rest : rest.map((line) => line.replace(indent, '')))].join('\n').trim();
}

export function withoutCheckBox(source: string): string {
  return source.replace(/^\[[ xX]\][ \t]+/, '');
}
