import { createMemoryAskLog } from '../../../src/slack/answers/ask-log.ts';
import { describeAskLog } from '../../store/ask-log-contract.ts';

describe('in memory', () => {
  describeAskLog(() => createMemoryAskLog(Date.now));

  test('the oldest go first', async () => {
    const log = createMemoryAskLog(() => 0, 2);
    for (const asker of ['U1', 'U2', 'U3']) {
      const ask = { team: 'T', channel: 'C', asker, road: 'r', verdict: 'unmatched', entry: undefined };
      await log.record({ ...ask, template: asker, text: undefined }, 30);
    }
    expect((await log.gaps('T')).map(({ template }) => template)).toEqual(['U2', 'U3']);
  });
});
