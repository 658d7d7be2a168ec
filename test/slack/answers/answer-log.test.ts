import { createMemoryAnswerLog } from '../../../src/slack/answers/answer-log.ts';
import { describeAnswerLog } from '../../store/answer-log-contract.ts';

describe('the answer log of one process', () => {
  describeAnswerLog(createMemoryAnswerLog);

  it('forgets the oldest answers first', async () => {
    const log = createMemoryAnswerLog(1);
    const kept = { channel: 'C1', threadTs: '1.0', asker: 'U1', ref: undefined, about: [], posted: [] };
    await log.keep({ ...kept, questionTs: '1.0' });
    await log.keep({ ...kept, questionTs: '2.0' });
    expect(await log.find('C1', '1.0')).toBeUndefined();
    expect(await log.find('C1', '2.0')).toBeDefined();
  });
});
