import type { Database } from '../../src/store/database/database.ts';
import { type Migration, migrate, readMigrations } from '../../src/store/migrate.ts';
import type { ContractDatabase } from './contract.ts';

const FIRST: Migration = {
  number: 1,
  name: 'first',
  sql: 'CREATE TABLE pasteur.one (a integer); CREATE TABLE pasteur.two (b integer);',
};
const SECOND: Migration = { number: 2, name: 'second', sql: 'ALTER TABLE pasteur.one ADD COLUMN c integer;' };
const BROKEN: Migration = {
  number: 2,
  name: 'broken',
  sql: 'CREATE TABLE pasteur.three (d integer); SELECT nonsense;',
};

export function describeMigrations({ fresh }: ContractDatabase): void {
  describe('migrations', () => {
    const opened: Database[] = [];
    const open = async () => {
      const database = await fresh();
      opened.push(database);
      return database;
    };
    afterAll(() => Promise.all(opened.map((database) => database.close())));

    const applied = async (database: Database) =>
      (await database.query('SELECT number FROM pasteur.schema_migrations ORDER BY number')).map(
        ({ number }) => number,
      );
    const tables = async (database: Database) =>
      (
        await database.query(
          "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'pasteur' ORDER BY 1",
        )
      ).map(({ name }) => name);

    test('fill an empty database, step by step, many starters at once, leave half-done steps undone and refuse a newer one', async () => {
      const database = await open();
      await Promise.all(Array.from({ length: 8 }, () => migrate(database, [FIRST])));
      expect(await tables(database)).toEqual(['one', 'schema_migrations', 'two']);
      // Half-done.
      await expect(migrate(database, [FIRST, BROKEN])).rejects.toMatchObject({ code: '42703' });
      expect(await applied(database)).toEqual([1]);
      expect(await tables(database)).toEqual(['one', 'schema_migrations', 'two']);
      // Goes on from there, and repeated changes nothing.
      await migrate(database, [FIRST, SECOND]);
      await migrate(database, [FIRST, SECOND]);
      expect(await applied(database)).toEqual([1, 2]);
      // Newer than the code.
      await expect(migrate(database, [FIRST])).rejects.toMatchObject({
        code: 'DATABASE_TOO_NEW',
        message: expect.stringContaining('at version 2, but this Pasteur knows only versions up to 1'),
      });
    });

    test('ship in order, without gaps', () => {
      const numbers = readMigrations().map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    });
  });
}
