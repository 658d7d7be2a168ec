import { createMemorySummaryStore } from '../../src/summary/memory-store.ts';
import { describeSummaryStore } from '../store/summaries/summary-store-contract.ts';

describe('summaries kept in memory', () => {
  let time = Date.UTC(2026, 10, 21, 12);
  let kept = createMemorySummaryStore(() => time);
  beforeEach(() => {
    time = Date.UTC(2026, 10, 21, 12);
    kept = createMemorySummaryStore(() => time);
  });
  describeSummaryStore(() => kept);

  test('have a new budget with each day', async () => {
    expect(await kept.budget.reserve(1000, 1000)).toBe(true);
    expect(await kept.budget.reserve(1, 1000)).toBe(false);
    time += 24 * 60 * 60 * 1000;
    expect(await kept.budget.reserve(1000, 1000)).toBe(true);
  });
});
