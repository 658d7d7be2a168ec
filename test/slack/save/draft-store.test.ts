import { createMemoryDraftStore } from '../../../src/slack/save/draft-store.ts';
import { describeDraftStore } from '../../store/draft-store-contract.ts';

describe('a draft store in memory', () => {
  const store = createMemoryDraftStore();
  describeDraftStore(() => store);
});
