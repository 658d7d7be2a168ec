import type { Queryable } from './database.ts';

/** Asks the database for its time. */
export async function readClock(database: Queryable): Promise<Date> {
  const now = (await database.query('SELECT now() AS now'))[0]?.now;
  if (!(now instanceof Date)) throw new Error(`the database did not tell its time, got ${String(now)}`);
  return now;
}
