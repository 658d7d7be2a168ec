import { createLogger } from '../../../src/log.ts';
import { createMemoryDeliveryLog } from '../../../src/slack/delivery/delivery-log.ts';
import { createSteadyDeliveries } from '../../../src/slack/delivery/steady-deliveries.ts';
import { createMailbox } from '../../support/mailbox.ts';

const log = createLogger('silent');

describe('the log of deliveries at Slack’s door', () => {
  it('hands a delivery on to who stands by, once it failed', async () => {
    const steady = createSteadyDeliveries(createMemoryDeliveryLog(), { log });
    expect(await steady.take('a')).toBe('fresh');
    const standingBy = steady.take('a');
    await steady.fail('a');
    expect(await standingBy).toBe('fresh');
  });

  it('sends away who stands by, once it is done', async () => {
    const steady = createSteadyDeliveries(createMemoryDeliveryLog(), { log });
    await steady.take('a');
    const standingBy = steady.take('a');
    await steady.finish('a');
    expect(await standingBy).toBe('done');
  });

  it('sends away who stands by when it stops', async () => {
    const steady = createSteadyDeliveries(createMemoryDeliveryLog(), { log });
    await steady.take('a');
    const standingBy = steady.take('a');
    steady.stop();
    expect(await standingBy).toBe('running');
  });

  it('says again and again that a delivery is being worked on', async () => {
    const signs = createMailbox<string>();
    const deliveries = { ...createMemoryDeliveryLog(), renew: async (key: string) => signs.put(key) };
    const steady = createSteadyDeliveries(deliveries, { log, renewMs: 5 });
    await steady.take('a');
    expect([await signs.take(), await signs.take()]).toEqual(['a', 'a']);
    await steady.finish('a');
  });

  it.each([
    ['first', [true, false]],
    ['second', [false, true]],
  ])(
    'lets one of two work on a delivery where the log answers the %s in time and the other not',
    async (_which, answers) => {
      const turns = [...answers];
      const memory = createMemoryDeliveryLog();
      const begin = () => (turns.shift() === false ? new Promise<never>(() => undefined) : memory.begin('a'));
      const steady = createSteadyDeliveries({ ...memory, begin }, { log, patienceMs: 5 });
      const states = await Promise.all([steady.begin('a'), steady.begin('a')]);
      expect(states.sort()).toEqual(['fresh', 'running']);
      await steady.finish('a');
      expect(await steady.take('a')).toBe('done');
    },
  );

  it.each([
    ['fails', () => Promise.reject(new Error('the database is down'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('remembers by itself while the log behind it %s', async (_how, broken) => {
    const deliveries = {
      begin: broken,
      renew: broken,
      finish: broken,
      fail: broken,
      leave: broken,
      takeUnanswered: broken,
    };
    const steady = createSteadyDeliveries(deliveries, { log, patienceMs: 5 });
    expect(await steady.take('a')).toBe('fresh');
    await steady.finish('a');
    expect(await steady.take('a')).toBe('done');
    for (const giveFree of [steady.fail, steady.leave]) {
      expect(await steady.take('b')).toBe('fresh');
      await giveFree('b');
    }
    expect(await steady.take('b')).toBe('fresh');
    expect(await steady.takeUnanswered(1)).toEqual([]);
  });
});
