import { createMemoryDeliveryLog } from '../../../src/slack/delivery/delivery-log.ts';

describe('the log of deliveries', () => {
  it('hands a delivery to one caller only', async () => {
    const log = createMemoryDeliveryLog();
    expect(await Promise.all([log.begin('a'), log.begin('a'), log.begin('b')])).toEqual([
      'fresh',
      'running',
      'fresh',
    ]);
  });

  it('knows a finished delivery', async () => {
    const log = createMemoryDeliveryLog();
    await log.begin('a');
    await log.finish('a');
    expect(await log.begin('a')).toBe('done');
  });

  it('gives a failed delivery free', async () => {
    const log = createMemoryDeliveryLog();
    await log.begin('a');
    await log.fail('a');
    expect(await log.begin('a')).toBe('fresh');
  });

  it('forgets the oldest beyond its capacity', async () => {
    const log = createMemoryDeliveryLog(2);
    for (const key of ['a', 'b', 'c']) {
      await log.begin(key);
      await log.finish(key);
    }
    expect(await log.begin('c')).toBe('done');
    expect(await log.begin('a')).toBe('fresh');
  });
});
