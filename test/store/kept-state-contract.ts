import { randomUUID } from 'node:crypto';
import {
  listWatchedChannels,
  unwatchChannel,
  watchChannel,
} from '../../src/store/alerts/watched-channels.ts';
import { createDeliveryLog, releaseDeliveries } from '../../src/store/delivery-log.ts';
import { once } from '../../src/store/once.ts';
import { createPasteStore } from '../../src/store/paste-store.ts';
import { GiveUp, RetryLater } from '../../src/store/queue/job-outcome.ts';
import { keepUp } from '../../src/store/upkeep.ts';
import type { ContractDatabase } from './contract.ts';

export function describeKeptState({ shared }: ContractDatabase): void {
  describe('deliveries', () => {
    test('are fresh once, then running, then done', async () => {
      const log = createDeliveryLog(shared());
      const begun = await Promise.all(Array.from({ length: 5 }, () => log.begin('Ev1')));
      expect(begun.sort()).toEqual(['fresh', 'running', 'running', 'running', 'running']);
      await log.finish('Ev1');
      expect(await log.begin('Ev1')).toBe('done');
    });

    const cutOff = (key: string) =>
      shared().query(
        "UPDATE pasteur.deliveries SET at = now() - interval '51 seconds' WHERE event_id = $1 AND state = 'running'",
        [key],
      );

    test('are fresh again after they failed, and begun again after they were cut off with their process', async () => {
      const log = createDeliveryLog(shared(), 50);
      await log.begin('Ev2');
      await log.fail('Ev2');
      expect(await log.begin('Ev2')).toBe('fresh');
      await cutOff('Ev2');
      expect(await log.begin('Ev2')).toBe('again');
      expect(await log.begin('Ev2')).toBe('running');
    });

    test('stay with who gives signs of life', async () => {
      const log = createDeliveryLog(shared(), 50);
      await log.begin('Ev3');
      await cutOff('Ev3');
      await log.renew('Ev3');
      expect(await log.begin('Ev3')).toBe('running');
    });

    test('that are done stay done, though nobody here took them on, or somebody calls them failed', async () => {
      const log = createDeliveryLog(shared());
      await log.finish('Ev4');
      await log.fail('Ev4');
      expect(await log.begin('Ev4')).toBe('done');
    });
  });

  describe('questions', () => {
    const QUESTION = { body: '{"text":"a\\u0000b"}', team: 'T1' };
    const kept = async (key: string) => {
      const [row] = await shared().query('SELECT body, team FROM pasteur.deliveries WHERE event_id = $1', [
        key,
      ]);
      return row;
    };
    const cutOff = (...keys: string[]) =>
      shared().query(
        "UPDATE pasteur.deliveries SET at = now() - interval '51 seconds' WHERE event_id = ANY($1::text[])",
        [keys],
      );

    test('are kept until they are done or failed, and no longer', async () => {
      const log = createDeliveryLog(shared(), 50);
      expect([await log.begin('Q1', QUESTION), await log.begin('Q2', QUESTION)]).toEqual(['fresh', 'fresh']);
      expect(await kept('Q1')).toEqual(QUESTION);
      await log.finish('Q1');
      await log.fail('Q2');
      expect(await kept('Q1')).toMatchObject({ body: null });
      expect(await kept('Q2')).toBeUndefined();
    });

    test('that were cut off are taken up, each by one caller, and only they', async () => {
      const log = createDeliveryLog(shared(), 50);
      for (const key of ['Q3', 'Q4', 'Q5', 'Q6']) await log.begin(key, QUESTION);
      await log.begin('Q7');
      await log.finish('Q5');
      await cutOff('Q3', 'Q4', 'Q5', 'Q7');
      const taken = await Promise.all(Array.from({ length: 3 }, () => log.takeUnanswered(1)));
      expect(
        taken
          .flat()
          .map(({ key }) => key)
          .sort(),
      ).toEqual(['Q3', 'Q4']);
      expect(taken.flat()[0]).toEqual({
        key: expect.anything(),
        body: QUESTION.body,
        tries: 2,
        isHopeless: false,
      });
      expect(await log.begin('Q3', QUESTION)).toBe('running');
      for (const key of ['Q3', 'Q4', 'Q6']) await log.finish(key);
    });

    test('are hopeless after five tries and two minutes, or when they are a day old', async () => {
      const log = createDeliveryLog(shared(), 50);
      await log.begin('Q8', QUESTION);
      const asked = (key: string, ago: string) =>
        shared().query('UPDATE pasteur.deliveries SET asked_at = now() - $2::interval WHERE event_id = $1', [
          key,
          ago,
        ]);
      const found: boolean[] = [];
      const tryAgain = async () => {
        await cutOff('Q8');
        found.push(...(await log.takeUnanswered(9)).map(({ isHopeless }) => isHopeless));
      };
      for (let tries = 2; tries <= 6; tries++) await tryAgain();
      await asked('Q8', '121 seconds');
      await tryAgain();
      expect(found).toEqual([false, false, false, false, false, true]);
      await log.finish('Q8');
      await log.begin('Q9', QUESTION);
      await asked('Q9', '25 hours');
      await cutOff('Q9');
      expect(await log.takeUnanswered(9)).toMatchObject([{ key: 'Q9', isHopeless: true }]);
      await log.finish('Q9');
    });

    test('that a process left which had the database to itself are free at once', async () => {
      const log = createDeliveryLog(shared(), 50);
      await log.begin('Q10', QUESTION);
      await log.begin('ask:Q10');
      await releaseDeliveries(shared());
      expect(await log.takeUnanswered(9)).toMatchObject([{ key: 'Q10' }]);
      expect(await log.begin('ask:Q10')).toBe('again');
      await log.finish('Q10');
    });
  });

  describe('pastes', () => {
    test('come back whole, but for what the database cannot hold', async () => {
      const store = createPasteStore(shared());
      const key = await store.put({ text: 'a\0b 🔥 \uD800 c', notes: ['one', 'two\0'] });
      expect(await store.get(key)).toEqual({ text: 'a\uFFFDb 🔥 \uFFFD c', notes: ['one', 'two\uFFFD'] });
      expect(await store.get('no such key\0')).toBeUndefined();
    });

    test('are gone after their time', async () => {
      const store = createPasteStore(shared(), 0);
      expect(await store.get(await store.put({ text: 'a', notes: [] }))).toBeUndefined();
    });
  });

  describe('upkeep', () => {
    test('deletes what is out of date and keeps the rest', async () => {
      const pastes = createPasteStore(shared());
      const kept = await pastes.put({ text: 'kept', notes: [] });
      await createPasteStore(shared(), -1).put({ text: 'old', notes: [] });
      await shared().query(
        "INSERT INTO pasteur.deliveries (event_id, state, at) VALUES ('old', 'done', now() - interval '73 hours'), ('new', 'done', now() - interval '71 hours')",
      );
      await shared().query(
        "INSERT INTO pasteur.deliveries (event_id, state, body, asked_at) VALUES ('asked', 'done', 'old text', now() - interval '26 hours')",
      );
      await shared().transaction((transaction) =>
        transaction.script(
          'CREATE SCHEMA IF NOT EXISTS pasteur_jobs; CREATE TABLE IF NOT EXISTS pasteur_jobs.job (id integer)',
        ),
      );
      await shared().query(
        "INSERT INTO pasteur.asks (team, asker, road, verdict, template_hash, keep_until) VALUES ('upkeep', 'old', '', 'matched', '', now() - interval '1 second'), ('upkeep', 'new', '', 'matched', '', now() + interval '1 hour')",
      );
      await keepUp(shared());
      await shared().transaction((transaction) => transaction.script('DROP SCHEMA pasteur_jobs CASCADE'));
      expect(await pastes.get(kept)).toBeDefined();
      const [counts] = await shared().query(
        "SELECT (SELECT count(*)::int FROM pasteur.pastes WHERE text = 'old') AS pastes, (SELECT array_agg(event_id) FROM pasteur.deliveries WHERE event_id IN ('old', 'new')) AS deliveries, (SELECT array_agg(asker) FROM pasteur.asks WHERE team = 'upkeep') AS asks, (SELECT count(*)::int FROM pasteur.deliveries WHERE body = 'old text') AS questions",
      );
      expect(counts).toEqual({ pastes: 0, deliveries: ['new'], asks: ['new'], questions: 0 });
    });
  });

  describe('once', () => {
    test('does work once and gives its result again', async () => {
      const key = randomUUID();
      const seen: boolean[] = [];
      const work = async ({ isUncertain }: { readonly isUncertain: boolean }) => {
        seen.push(isUncertain);
        return { ts: '1.2' };
      };
      expect([await once(shared(), key, work), await once(shared(), key, work)]).toEqual([
        { ts: '1.2' },
        { ts: '1.2' },
      ]);
      expect(seen).toEqual([false]);
    });

    test('is uncertain after work that was cut off or failed in an unknown way', async () => {
      const key = randomUUID();
      await expect(once(shared(), key, () => Promise.reject(new Error('socket hang up')))).rejects.toThrow(
        'hang up',
      );
      // Also when the next run hears "not now": what was done before is still unknown.
      await expect(once(shared(), key, () => Promise.reject(new RetryLater(1, 'busy')))).rejects.toThrow(
        'busy',
      );
      expect(await once(shared(), key, async ({ isUncertain }) => isUncertain)).toBe(true);
    });

    test.each([new RetryLater(1, 'rate limited'), new GiveUp('channel_not_found')])(
      'is certain that nothing was done after $name',
      async (error) => {
        const key = randomUUID();
        await expect(once(shared(), key, () => Promise.reject(error))).rejects.toBe(error);
        expect(await once(shared(), key, async ({ isUncertain }) => isUncertain)).toBe(false);
      },
    );
  });

  describe('watched channels', () => {
    test('are watched and unwatched once', async () => {
      expect([await watchChannel(shared(), 'C1', 'U1'), await watchChannel(shared(), 'C1', 'U2')]).toEqual([
        true,
        false,
      ]);
      const watched = await listWatchedChannels(shared());
      expect(watched.filter(({ channel }) => channel === 'C1')).toEqual([
        { channel: 'C1', watchedBy: 'U1', since: expect.any(Date) },
      ]);
      expect([await unwatchChannel(shared(), 'C1'), await unwatchChannel(shared(), 'C1')]).toEqual([
        true,
        false,
      ]);
    });
  });
}
