import type { FailureKind } from '../summary/summary-failure.ts';

/** How one paste went. */
export interface SummaryResult {
  readonly id: string;
  /** No entry covers it. */
  readonly isNegative: boolean;
  readonly failure: FailureKind | undefined;
  /** It named no cause at all. */
  readonly isAbstained: boolean;
  /** It named a cause of an accepted entry. */
  readonly isNamed: boolean;
  readonly tokens: number;
  readonly elapsedMs: number;
}

/** Shares are from 0 to 1, over the pastes that they are about; 0 where there is none. */
export interface SummaryMeasure {
  readonly pastes: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Of pastes with an entry, those whose summary names a cause of it. */
  readonly named: number;
  /** Of those with an entry, and of those with none, those for which no cause was named. */
  readonly abstained: number;
  readonly abstainedOnNegatives: number;
  readonly tokens: { readonly total: number; readonly mean: number };
  readonly elapsedMs: { readonly median: number; readonly p95: number };
  /** Pastes with an entry whose summary names another cause. */
  readonly misses: readonly string[];
}

export interface SummaryFigures extends SummaryMeasure {
  readonly model: string;
  readonly server: string;
  readonly madeWith: string;
  readonly isReplayed: boolean;
}

export function measureSummaries(results: readonly SummaryResult[]): SummaryMeasure {
  const positives = results.filter(({ isNegative }) => !isNegative);
  const negatives = results.filter(({ isNegative }) => isNegative);
  const failures: Record<string, number> = {};
  for (const { failure } of results)
    if (failure !== undefined) failures[failure] = (failures[failure] ?? 0) + 1;
  const times = results.map(({ elapsedMs }) => elapsedMs).sort((left, right) => left - right);
  const total = results.reduce((sum, { tokens }) => sum + tokens, 0);
  return {
    pastes: results.length,
    failures,
    named: share(positives, ({ isNamed }) => isNamed),
    abstained: share(positives, ({ isAbstained }) => isAbstained),
    abstainedOnNegatives: share(negatives, ({ isAbstained }) => isAbstained),
    tokens: { total, mean: results.length === 0 ? 0 : Math.round(total / results.length) },
    elapsedMs: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
    misses: positives
      .filter(({ isNamed, isAbstained, failure }) => !isNamed && !isAbstained && failure === undefined)
      .map(({ id }) => id),
  };
}

export function formatSummaryFigures(figures: SummaryFigures): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(8);
  const { tokens, elapsedMs, failures, misses } = figures;
  const failed = Object.entries(failures).map(([kind, count]) => `${kind} ${count}`);
  return [
    `${figures.pastes} pastes, model ${figures.model} at ${figures.server} (${figures.isReplayed ? 'replayed; ' : ''}made with ${figures.madeWith})`,
    `cause named        ${percent(figures.named)}   of those with an entry, by its key terms`,
    `abstained          ${percent(figures.abstained)}   of those with an entry`,
    `abstained          ${percent(figures.abstainedOnNegatives)}   of those with none`,
    `tokens             ${String(tokens.mean).padStart(8)}   a paste; ${tokens.total} in all`,
    `time               ${String(elapsedMs.median).padStart(8)}   ms, the median; p95 ${elapsedMs.p95} ms`,
    `failures           ${failed.length === 0 ? '    none' : failed.join(', ')}`,
    ...(misses.length === 0 ? [] : ['', `another cause was named: ${misses.join(', ')}`]),
  ].join('\n');
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
