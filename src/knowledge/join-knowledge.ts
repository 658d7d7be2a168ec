import type { Entry, PageFault } from './entry.ts';
import { byPlace, type LoadedKnowledge } from './load-knowledge.ts';
import { createPageFaults } from './page-faults.ts';

/** Adds a workspace's own pages to the common ones; where both have an id, the common page keeps it. */
export function joinKnowledge(common: LoadedKnowledge, own: LoadedKnowledge): LoadedKnowledge {
  const taken = new Map(common.entries.map((entry) => [entry.id, entry]));
  const faults: PageFault[] = [...own.faults, ...common.faults];
  const added: Entry[] = [];
  for (const entry of own.entries) {
    const first = taken.get(entry.id);
    if (first === undefined) {
      added.push(entry);
      continue;
    }
    const found = createPageFaults(entry.page);
    found.error(
      { line: entry.line, column: 1 },
      `id \`${entry.id}\` is taken by the common page ${first.page}, so this page is left out`,
      'Rename one of the two, or delete one.',
    );
    faults.push(...found.list);
  }
  return {
    entries: [...common.entries, ...added].sort((left, right) => (left.id < right.id ? -1 : 1)),
    faults: faults.sort(byPlace),
    pages: [...common.pages, ...own.pages],
  };
}
