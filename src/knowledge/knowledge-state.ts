import type { PageFault } from './entry.ts';

/** How the knowledge stands now, for people and for metrics. */
export interface KnowledgeState {
  /** Entries in use. */
  readonly entries: number;
  /** How many of them each system has, the first part of their ids. */
  readonly systems?: ReadonlyMap<string, number> | undefined;
  /** When they were read last: at the start, or after a page changed. */
  readonly loadedAt: Date;
  /** What is wrong now with pages and repositories, errors first; empty where all is well. */
  readonly faults: readonly PageFault[];
}
