import { setImmediate } from 'node:timers/promises';
import type { PageFault } from '../entry.ts';
import { byPlace, type LoadedKnowledge } from '../load-knowledge.ts';
import type { CreateCheckTriage } from './answer.ts';
import { reportClaims } from './claim-faults.ts';
import { reportEntry } from './entry-faults.ts';
import { type ExampleCheck, reportExamples } from './example-faults.ts';
import { createFaultBook } from './fault-book.ts';
import { reportDeadLinks } from './link-faults.ts';
import { type OrdinaryText, reportOrdinary } from './ordinary-faults.ts';
import { reportRules } from './rule-faults.ts';

export interface CheckOptions {
  readonly knowledge: LoadedKnowledge;
  readonly createTriage: CreateCheckTriage;
  /** Texts that no rule may answer. */
  readonly ordinaryTexts: readonly OrdinaryText[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Told after every entry. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Entries between two breaths, in which timers and signals get their turn. */
const ENTRIES_A_TURN = 100;

/** Everything wrong with a knowledge base, by page and place; the same base gives the same list. */
export async function checkKnowledge(options: CheckOptions): Promise<readonly PageFault[]> {
  const { knowledge, createTriage, ordinaryTexts, today, onProgress } = options;
  const { entries, pages } = knowledge;
  const book = createFaultBook();
  const entryOf = new Map(entries.map((entry) => [entry.id, entry]));
  const pageOf = new Map(pages.map((page) => [page.page, page]));
  const ids = new Set(entryOf.keys());
  const triage = createTriage({ entries });
  const examples: ExampleCheck = { triage, entryOf, faultsOf: book.of, named: new Set() };

  for (const [at, entry] of entries.entries()) {
    const page = pageOf.get(entry.page);
    if (page?.isOurs === true) {
      reportEntry(entry, page, ids, today, book.of(entry.page));
      reportRules(entry, triage, book.of(entry.page));
      reportExamples(entry, examples);
    }
    onProgress?.(at + 1, entries.length);
    if (at % ENTRIES_A_TURN === 0) await setImmediate();
  }
  reportClaims(
    entries.filter(({ page }) => pageOf.get(page)?.isOurs === true),
    book.of,
  );
  reportOrdinary(ordinaryTexts, triage, entryOf, book.of);
  await reportDeadLinks(pages, book.of);
  return [...knowledge.faults, ...book.all()].sort(byPlace);
}
