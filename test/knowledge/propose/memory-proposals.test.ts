import { createMemoryProposals } from '../../../src/knowledge/propose/memory-proposals.ts';
import { describeProposals } from '../../store/proposals-contract.ts';

describeProposals(async () => {
  const proposals = createMemoryProposals();
  return { proposals, close: () => proposals.stop() };
});
