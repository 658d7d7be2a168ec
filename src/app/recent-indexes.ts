import type { Knowledge, Triage } from '../index.ts';

/** Indexes of the workspaces that asked last. */
export interface RecentIndexes {
  /** The index of a workspace's knowledge; made anew where there is none, or where the knowledge is another. */
  of(team: string, knowledge: Knowledge): Triage;
  drop(team: string): void;
}

/**
 * Indexes that are kept. That of the 201 pages that ship with Pasteur takes 18 MB and half a second; their texts are in
 * memory once for all.
 */
export const MOST_INDEXES = 10;

export function createRecentIndexes(
  createTriage: (knowledge: Knowledge) => Triage,
  most: number = MOST_INDEXES,
): RecentIndexes {
  // In the order of their last use.
  const kept = new Map<string, { readonly knowledge: Knowledge; readonly triage: Triage }>();
  return {
    of: (team, knowledge) => {
      const found = kept.get(team);
      kept.delete(team);
      const index = found?.knowledge === knowledge ? found : { knowledge, triage: createTriage(knowledge) };
      kept.set(team, index);
      const oldest = kept.keys().next();
      if (kept.size > most && oldest.done !== true) kept.delete(oldest.value);
      return index.triage;
    },
    drop: (team) => {
      kept.delete(team);
    },
  };
}
