import type { Entry } from '../entry.ts';
import type { LoadedKnowledge } from '../load-knowledge.ts';

/** How well pages that were not written for Pasteur will work. */
export interface Coverage {
  readonly pages: number;
  readonly entries: number;
  readonly withCauses: number;
  readonly withSteps: number;
  /** Entries with a rule, be it an alert's name or an error text found on the page. */
  readonly withRules: number;
  /** Entries that answer unasked in alert channels: the ones named after their alert. */
  readonly withCertainRules: number;
  readonly notUnderstood: readonly { readonly page: string; readonly reason: string }[];
}

/** Counts what was found on the foreign pages of a knowledge base; undefined where there is none. */
export function describeCoverage(knowledge: LoadedKnowledge): Coverage | undefined {
  const foreign = knowledge.pages.filter(({ isOurs }) => !isOurs);
  if (foreign.length === 0) return undefined;
  const names = new Set(foreign.map(({ page }) => page));
  const entries = knowledge.entries.filter(({ page }) => names.has(page));
  const count = (has: (entry: Entry) => boolean): number => entries.filter(has).length;
  return {
    pages: foreign.length,
    entries: entries.length,
    withCauses: count(({ causes }) => causes.length > 0),
    withSteps: count(({ steps }) => steps.length > 0),
    withRules: count(({ rules }) => rules.length > 0),
    withCertainRules: count(({ rules }) => rules.some(({ weak }) => weak !== true)),
    notUnderstood: foreign.flatMap(({ page, reason }) => (reason === undefined ? [] : [{ page, reason }])),
  };
}

export function formatCoverage(coverage: Coverage): string {
  const { pages, entries, withCauses, withSteps, withRules, withCertainRules, notUnderstood } = coverage;
  const of = (number: number): string => `${number} of ${entries}`;
  return [
    `${pages} pages without rules of their own gave ${entries} entries:`,
    `  with causes                    ${of(withCauses)}`,
    `  with steps                     ${of(withSteps)}`,
    `  found by name or error text    ${of(withRules)}`,
    `  certain enough for alerts      ${of(withCertainRules)}`,
    ...(notUnderstood.length > 0 ? [`Not understood: ${notUnderstood.length}`] : []),
    ...notUnderstood.map(({ page, reason }) => `  ${page}: ${reason}`),
    '',
  ].join('\n');
}
