import type { FaultLevel, PageFault, PagePosition } from './entry.ts';

/** Collects the faults of one page, so that a reader can go on after the first. */
export interface PageFaults {
  readonly page: string;
  readonly list: readonly PageFault[];
  /** Something that must be mended; `cure` says how. */
  error(at: Place, message: string, cure: string): void;
  warning(at: Place, message: string, cure: string): void;
}

/** Line and column, both from 1. */
export type Place = Pick<PagePosition, 'line' | 'column'>;

export const PAGE_START: Place = { line: 1, column: 1 };

/** An empty collection for `page`. */
export function createPageFaults(page: string): PageFaults {
  const list: PageFault[] = [];
  const add = (level: FaultLevel, at: Place, message: string, cure: string): void => {
    list.push({ level, page, line: at.line, column: at.column, message, cure });
  };
  return {
    page,
    list,
    error: (at, message, cure) => add('error', at, message, cure),
    warning: (at, message, cure) => add('warning', at, message, cure),
  };
}
