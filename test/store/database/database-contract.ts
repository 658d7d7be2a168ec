import type { ContractDatabase } from '../contract.ts';

export function describeDatabase({ shared }: ContractDatabase): void {
  describe('database', () => {
    beforeAll(() => shared().query('CREATE TABLE things (name text PRIMARY KEY, value jsonb)'));
    afterAll(() => shared().query('DROP TABLE things'));

    const names = async (prefix: string) =>
      (await shared().query('SELECT name FROM things WHERE name LIKE $1 ORDER BY name', [`${prefix}%`])).map(
        ({ name }) => name,
      );

    test('gives dates, numbers, arrays and JSON in the same types', async () => {
      const [row] = await shared().query(
        `SELECT $1::int AS number, $2::timestamptz AS time, $3::jsonb AS json, $4::text[] AS list, NULL AS nothing,
           count(*)::int AS counted, true AS flag, 0.5::float8 AS half`,
        [7, new Date('2026-11-20T10:00:00.123Z'), JSON.stringify({ a: [1, 'é'] }), ['x', 'y, "z"']],
      );
      expect(row).toEqual({
        number: 7,
        time: new Date('2026-11-20T10:00:00.123Z'),
        json: { a: [1, 'é'] },
        list: ['x', 'y, "z"'],
        nothing: null,
        counted: 1,
        flag: true,
        half: 0.5,
      });
    });

    test('undoes all of a transaction whose work throws', async () => {
      const work = shared().transaction(async (transaction) => {
        await transaction.query("INSERT INTO things (name) VALUES ('undone')");
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      expect(await names('undone')).toEqual([]);
    });

    test('works on after a failed statement, alone, in a script and in a transaction', async () => {
      await expect(shared().query('SELECT nonsense')).rejects.toMatchObject({ code: '42703' });
      await expect(
        shared().transaction((transaction) => transaction.script('SELECT 1; SELECT nonsense; SELECT 2')),
      ).rejects.toMatchObject({ code: '42703' });
      await expect(
        shared().transaction((transaction) => transaction.query('SELECT nonsense')),
      ).rejects.toMatchObject({ code: '42703' });
      expect(await shared().query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    test('tells of a commit after it, and never of an undone one', async () => {
      const told: string[] = [];
      await shared().transaction(async (transaction) => {
        transaction.afterCommit(() => told.push('committed'));
        await transaction.query("INSERT INTO things (name) VALUES ('told')");
        expect(told).toEqual([]);
      });
      const undone = shared().transaction(async (transaction) => {
        transaction.afterCommit(() => told.push('undone'));
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      expect(told).toEqual(['committed']);
    });

    test('refuses a call to itself inside a transaction, and takes one that outlives it', async () => {
      let later: Promise<unknown> | undefined;
      let release: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        release = resolve;
      });
      await shared().transaction(async () => {
        await expect(shared().query('SELECT 1')).rejects.toThrow('use the transaction');
        await expect(shared().transaction(async () => 1)).rejects.toThrow('use the transaction');
        later = ended.then(() => shared().query('SELECT 2 AS two'));
      });
      release();
      expect(await later).toEqual([{ two: 2 }]);
    });

    test('runs a transaction anew that lost a race', async () => {
      let runs = 0;
      await shared().transaction(async (transaction) => {
        runs++;
        await transaction.query('INSERT INTO things (name) VALUES ($1)', [`race${runs}`]);
        if (runs < 3) await transaction.script("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$");
      });
      expect(await names('race')).toEqual(['race3']);
    });

    test('runs many transactions at once, each whole', async () => {
      await shared().query("INSERT INTO things (name, value) VALUES ('sum', '0')");
      await Promise.all(
        Array.from({ length: 20 }, () =>
          shared().transaction(async (transaction) => {
            const [row] = await transaction.query("SELECT value FROM things WHERE name = 'sum' FOR UPDATE");
            await transaction.query("UPDATE things SET value = $1::jsonb WHERE name = 'sum'", [
              JSON.stringify(Number(row?.value) + 1),
            ]);
          }),
        ),
      );
      expect(await shared().query("SELECT value FROM things WHERE name = 'sum'")).toEqual([{ value: 20 }]);
    });

    test('tells its time', async () => {
      const [first, second] = [await shared().now(), await shared().now()];
      expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime());
    });
  });
}
