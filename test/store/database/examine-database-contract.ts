import { examineDatabase } from '../../../src/store/database/examine-database.ts';
import type { ContractDatabase } from '../contract.ts';

export function describeExamineDatabase({ shared, fresh }: ContractDatabase): void {
  describe('what somebody should know of it', () => {
    const here = async () => (await shared().now()).getTime();
    const afterMinutes = async (minutes: number) => {
      const time = (await here()) + minutes * 60_000;
      return () => time;
    };

    it('tells that its tables are the newest', async () => {
      expect(await examineDatabase(shared(), await afterMinutes(0))).toEqual([
        {
          check: 'database',
          level: 'ok',
          message: expect.stringMatching(/opens; its tables are at version \d+, the newest$/),
        },
      ]);
    });

    it('tells that an empty one gets its tables at the start, and leaves it empty', async () => {
      const empty = await fresh();
      const time = (await empty.now()).getTime();
      expect(await examineDatabase(empty, () => time)).toEqual([
        { check: 'database', level: 'ok', message: expect.stringContaining('it is empty') },
      ]);
      expect(await empty.query("SELECT to_regnamespace('pasteur') AS schema")).toEqual([{ schema: null }]);
      await empty.close();
    });

    it('fails on tables of a newer Pasteur', async () => {
      const newer = await fresh();
      const time = (await newer.now()).getTime();
      await newer.query('CREATE SCHEMA pasteur');
      await newer.query('CREATE TABLE pasteur.schema_migrations (number integer)');
      await newer.query('INSERT INTO pasteur.schema_migrations VALUES (9999)');
      expect(await examineDatabase(newer, () => time)).toEqual([
        expect.objectContaining({ level: 'fail', message: expect.stringContaining('version 9999') }),
      ]);
      await newer.close();
    });

    it('warns of clocks that are apart', async () => {
      expect((await examineDatabase(shared(), await afterMinutes(3))).at(-1)).toMatchObject({
        level: 'warn',
        message: expect.stringMatching(/ (?:17\d|180) seconds apart/),
        cure: expect.stringContaining('NTP'),
      });
    });

    it('fails once it does not answer', async () => {
      const closed = await fresh();
      await closed.close();
      expect(await examineDatabase(closed, () => 0)).toEqual([
        expect.objectContaining({ level: 'fail', message: 'does not answer' }),
      ]);
    });
  });
}
