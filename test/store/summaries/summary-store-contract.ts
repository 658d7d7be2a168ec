import { randomUUID } from 'node:crypto';
import type { SummaryStore } from '../../../src/store/summaries/summary-store.ts';

/** What is kept about summaries, in the database and in memory alike. */
export function describeSummaryStore(store: () => SummaryStore): void {
  describe('tokens of a day', () => {
    test('are taken until they are used up, and given back when less was used', async () => {
      const { budget } = store();
      expect(await budget.reserve(600, 1000)).toBe(true);
      expect(await budget.reserve(600, 1000)).toBe(false);
      await budget.settle(600, 100);
      expect(await budget.reserve(900, 1000)).toBe(true);
      expect(await budget.reserve(1, 1000)).toBe(false);
      await budget.settle(900, 0);
    });

    test('more than the whole budget are never given', async () => {
      expect(await store().budget.reserve(2000, 1000)).toBe(false);
    });

    test('are not given twice to callers that ask at once', async () => {
      const { budget } = store();
      const given = await Promise.all(Array.from({ length: 8 }, () => budget.reserve(10_000, 1_000_000)));
      expect(given).not.toContain(false);
      const more = await Promise.all(Array.from({ length: 8 }, () => budget.reserve(300_000, 1_000_000)));
      expect(more.filter(Boolean)).toHaveLength(3);
    });
  });

  describe('answers', () => {
    test('are found by their key until they are too old', async () => {
      const { cache } = store();
      const key = randomUUID();
      await cache.put(key, { text: 'one' });
      await cache.put(key, { text: 'two' });
      expect(await cache.get(key, 60)).toEqual({ text: 'two' });
      expect(await cache.get(key, 0)).toBeUndefined();
      expect(await cache.get(randomUUID(), 60)).toBeUndefined();
    });
  });

  describe('a summary', () => {
    const asked = () => ({ channel: 'C1', ts: randomUUID() });

    test('ends once', async () => {
      const { log } = store();
      const id = randomUUID();
      await log.start({ id, asked: asked(), runSeconds: 60 });
      expect([await log.finish(id, 'done'), await log.finish(id, 'failed')]).toEqual([true, false]);
    });

    test('is aborted by the message that it is about, and does not end after that', async () => {
      const { log } = store();
      const id = randomUUID();
      const about = asked();
      await log.start({ id, asked: about, runSeconds: 60 });
      expect(await log.abort(about.channel, 'another')).toEqual([]);
      expect(await log.abort(about.channel, about.ts)).toEqual([id]);
      expect(await log.abort(about.channel, about.ts)).toEqual([]);
      expect(await log.finish(id, 'done')).toBe(false);
    });

    test('that has ended is forgotten with its message, whose place is given once', async () => {
      const { log } = store();
      const [id, running] = [randomUUID(), randomUUID()];
      const about = asked();
      await log.start({ id, asked: about, runSeconds: 60 });
      await log.place(id, { channel: 'C1', ts: '1.3', isStream: false });
      await log.recordSent(id, [{ role: 'user', text: 'a' }]);
      await log.finish(id, 'done');
      await log.start({ id: running, asked: about, runSeconds: 60 });
      expect(await log.forget(about.channel, 'another')).toEqual([]);
      expect(await log.forget(about.channel, about.ts)).toEqual([
        { channel: 'C1', ts: '1.3', isStream: false },
      ]);
      expect(await log.forget(about.channel, about.ts)).toEqual([]);
      expect(await log.sentOf(id)).toBeUndefined();
      expect(await log.finish(running, 'done')).toBe(true);
    });

    test('of which the process is gone is given once, with its message', async () => {
      const { log } = store();
      const [late, running] = [randomUUID(), randomUUID()];
      await log.start({ id: late, asked: undefined, runSeconds: -1 });
      await log.place(late, { channel: 'C1', ts: '1.2', isStream: true });
      await log.start({ id: running, asked: undefined, runSeconds: 600 });
      expect(await log.takeCutOff(false)).toEqual([
        { id: late, place: { channel: 'C1', ts: '1.2', isStream: true } },
      ]);
      expect(await log.takeCutOff(false)).toEqual([]);
      expect(await log.finish(running, 'done')).toBe(true);
    });

    test('tells what left for it', async () => {
      const { log } = store();
      const id = randomUUID();
      await log.start({ id, asked: asked(), runSeconds: 60 });
      expect(await log.sentOf(id)).toBeUndefined();
      const sent = [{ role: 'user', text: 'connect to <ip-1> failed 🔥' }];
      await log.recordSent(id, sent);
      expect(await log.sentOf(id)).toEqual(sent);
      expect(await log.sentOf(randomUUID())).toBeUndefined();
    });
  });
}
