import { randomUUID } from 'node:crypto';
import { type Ask, type AskLog, CORRECTION_ROAD } from '../../src/store/asks.ts';
import type { Database } from '../../src/store/database/database.ts';

/** What every log of asks does, whatever keeps it; `database` is that of the log, where it has one. */
export function describeAskLog(create: () => AskLog, database?: () => Database): void {
  describe('asks', () => {
    const ask = (team: string, fields: Partial<Ask> = {}): Ask => ({
      team,
      channel: 'C1',
      asker: 'U1',
      road: '/triage',
      verdict: 'unmatched',
      entry: undefined,
      template: 'ledger <n> is closed',
      text: undefined,
      ...fields,
    });

    test('that nothing matched are counted by template, with where and when', async () => {
      const [log, team] = [create(), randomUUID()];
      await log.record(ask(team, { channel: 'C2' }), 30);
      await log.record(ask(team, { text: 'ledger 7 is closed' }), 30);
      await log.record(ask(team, { template: 'seat <n> is taken', channel: undefined }), 30);
      await log.record(ask(team, { verdict: 'matched', entry: 'a/b', template: 'known' }), 30);
      await log.record(ask(randomUUID()), 30);
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
      const gaps = [...(await log.gaps(team))].sort((one, other) => other.count - one.count);
      expect(gaps).toEqual([
        {
          template: 'ledger <n> is closed',
          count: 2,
          firstSeen: time,
          lastSeen: time,
          example: 'ledger 7 is closed',
          channels: ['C1', 'C2'],
          isOpen: true,
        },
        {
          template: 'seat <n> is taken',
          count: 1,
          firstSeen: time,
          lastSeen: time,
          example: undefined,
          channels: [],
          isOpen: false,
        },
      ]);
    });

    test('of a place that not everybody may read are open to whoever asked, and to nobody else', async () => {
      const [log, team] = [create(), randomUUID()];
      const hidden = { channel: undefined, text: 'ledger 7 is closed' };
      await log.record(ask(team, { ...hidden, asker: 'U1' }), 30);
      await log.record(ask(team, { ...hidden, asker: 'U2' }), 30);
      const closed = { count: 2, isOpen: false, example: undefined, channels: [] };
      expect(await log.gaps(team)).toMatchObject([closed]);
      expect(await log.gaps(team, { user: 'U3', isGuest: false })).toMatchObject([closed]);
      expect(await log.gaps(team, { user: 'U1', isGuest: false })).toMatchObject([
        { count: 1, isOpen: true, example: 'ledger 7 is closed' },
        { count: 1, isOpen: false, example: undefined },
      ]);
    });

    test('of public channels are closed to guests, but for their own', async () => {
      const [log, team] = [create(), randomUUID()];
      await log.record(ask(team), 30);
      expect(await log.gaps(team, { user: 'U2', isGuest: false })).toMatchObject([{ isOpen: true }]);
      expect(await log.gaps(team, { user: 'U2', isGuest: true })).toMatchObject([{ isOpen: false }]);
      expect(await log.gaps(team, { user: 'U1', isGuest: true })).toMatchObject([{ isOpen: true }]);
    });

    test('tell which entries answered most', async () => {
      const [log, team] = [create(), randomUUID()];
      for (const entry of ['a/b', 'c/d', 'c/d']) {
        await log.record(ask(team, { verdict: 'matched', entry }), 30);
      }
      expect(await log.mostAsked(team, 5)).toEqual([
        { entry: 'c/d', count: 2 },
        { entry: 'a/b', count: 1 },
      ]);
      expect(await log.mostAsked(team, 1)).toHaveLength(1);
    });

    test('that a person calls wrongly answered are gaps, and no asks of their own', async () => {
      const [log, team] = [create(), randomUUID()];
      await log.record(ask(team, { verdict: 'matched', entry: 'a/b' }), 30);
      await log.record(ask(team, { road: CORRECTION_ROAD }), 30);
      expect(await log.gaps(team)).toMatchObject([{ count: 1 }]);
      expect((await log.week(team)).at(-1)).toMatchObject({ matched: 1, unmatched: 0 });
    });

    test('of one person are forgotten, and those of others stay', async () => {
      const [log, team] = [create(), randomUUID()];
      await log.record(ask(team, { asker: 'U1' }), 30);
      await log.record(ask(team, { asker: 'U2' }), 30);
      await log.record(ask(team, { asker: 'U1' }), 30);
      expect(await log.forget(team, 'U1')).toBe(2);
      expect(await log.forget(team, 'U1')).toBe(0);
      expect(await log.gaps(team)).toMatchObject([{ count: 1 }]);
    });

    if (database === undefined) return;

    test('are not shown once their time is over, and go when a shorter one is set', async () => {
      const [log, team] = [create(), randomUUID()];
      const age = (change: string) =>
        database().query(`UPDATE pasteur.asks SET ${change} WHERE team = $1`, [team]);
      await log.record(ask(team), 30);
      await age("at = now() - interval '8 days'");
      expect(await log.gaps(team)).toMatchObject([{ count: 1 }]);
      await log.record(ask(team), 7);
      expect(await log.gaps(team)).toMatchObject([{ count: 1 }]);
      await age("keep_until = now() - interval '1 second'");
      expect(await log.gaps(team)).toEqual([]);
    });

    test('are forgotten with the votes and unfinished drafts of whoever asked', async () => {
      const [log, team, person] = [create(), randomUUID(), randomUUID()];
      await database().query(
        "INSERT INTO pasteur.votes (person, paste, entry, kind) VALUES ($1, 'p', 'a/b', 'helpful')",
        [person],
      );
      await log.forget(team, person);
      expect(await database().query('SELECT 1 FROM pasteur.votes WHERE person = $1', [person])).toEqual([]);
    });

    test('that were answered leave a digest of their template, and neither it nor a text', async () => {
      const [log, team] = [create(), randomUUID()];
      await log.record(ask(team, { verdict: 'matched', entry: 'a/b' }), 30);
      const rows = await database().query('SELECT * FROM pasteur.asks WHERE team = $1', [team]);
      expect(rows).toMatchObject([
        { template: null, text: null, template_hash: expect.stringMatching(/^\w{32}$/) },
      ]);
    });
  });
}
