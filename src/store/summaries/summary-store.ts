import type { Database } from '../database/database.ts';
import { createSummaryCache, type SummaryCache } from './summary-cache.ts';
import { createSummaryLog, type SummaryLog } from './summary-log.ts';
import { createTokenBudget, type TokenBudget } from './token-budget.ts';

/** What is kept about summaries by a language model, for all processes on the database. */
export interface SummaryStore {
  readonly budget: TokenBudget;
  readonly cache: SummaryCache;
  readonly log: SummaryLog;
}

export function createSummaryStore(database: Database): SummaryStore {
  return {
    budget: createTokenBudget(database),
    cache: createSummaryCache(database),
    log: createSummaryLog(database),
  };
}
