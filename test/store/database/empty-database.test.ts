import { PGlite } from '@electric-sql/pglite';
import { readEmptyDatabase } from '../../../src/store/database/empty-database.ts';

test('the build leaves a database with nothing in it, which PGlite opens', async () => {
  const files = await readEmptyDatabase();
  if (files === undefined) throw new Error('the build left none: npm run build');
  const pglite = await PGlite.create({ loadDataDir: files });
  const tables = await pglite.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid >= 16384");
  const databases = await pglite.query('SELECT datname FROM pg_database WHERE NOT datistemplate');
  await pglite.close();
  expect(tables.rows).toEqual([]);
  expect(databases.rows).toEqual([{ datname: 'postgres' }]);
});
