import { existsSync } from 'node:fs';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import { readMigrations } from '../migrate.ts';
import { type Database, openDatabase, type Queryable } from './database.ts';
import { databaseCure } from './database-cure.ts';

export interface DatabasePlace {
  /** Address of a PostgreSQL server; when it is set, `folder` does not count. */
  readonly url: string | undefined;
  /** Folder of the database in this process. */
  readonly folder: string;
  /** Milliseconds since 1970, by this machine. */
  readonly now: () => number;
}

const CHECK = 'database';
/** Version of PostgreSQL that the statements need, as `server_version_num` has it. */
const OLDEST_VERSION = 150_000;
/** Clocks that are kept by NTP differ by far less. */
const MOST_SECONDS_APART = 5;

/** Opens the database, changes nothing in it, and tells what would stop Pasteur. */
export async function examineDatabasePlace({ url, folder, now }: DatabasePlace): Promise<readonly Finding[]> {
  if (url === undefined && !existsSync(folder)) {
    return [{ check: CHECK, level: 'ok', message: `there is none in ${folder} yet; the start makes one` }];
  }
  let database: Database;
  try {
    database = await openDatabase({ url, folder, maxConnections: 1 });
  } catch (error) {
    return [notOpened(error)];
  }
  try {
    return await examineDatabase(database, now);
  } finally {
    await database.close();
  }
}

/** The same for a database that is open. */
export async function examineDatabase(
  database: Pick<Database, 'engine' | 'query' | 'now'>,
  now: () => number,
): Promise<readonly Finding[]> {
  try {
    return [
      ...(await examineVersion(database)),
      await examineMigrations(database),
      ...(await examineClock(database, now)),
    ];
  } catch (error) {
    // A message of the driver may name the server and the user.
    return [{ check: CHECK, level: 'fail', message: 'does not answer', cure: databaseCure(error) }];
  }
}

function notOpened(error: unknown): Finding {
  if (!(error instanceof PasteurError)) {
    return { check: CHECK, level: 'fail', message: String(error), cure: databaseCure(error) };
  }
  const { code, message } = error;
  if (code === ERROR_CODES.dataFolderInUse) {
    const cure = 'nothing, where that is Pasteur itself: /triage doctor looks at it from inside';
    return { check: CHECK, level: 'warn', message: 'another process has its folder', cure };
  }
  // Its message says what to do.
  return { check: CHECK, level: 'fail', message };
}

async function examineVersion({
  engine,
  query,
}: Pick<Database, 'engine' | 'query'>): Promise<readonly Finding[]> {
  if (engine === 'pglite') return [];
  const [row] = await query(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name",
  );
  if (Number(row?.number) >= OLDEST_VERSION) return [];
  const message = `PostgreSQL is version ${String(row?.name)}, older than 15`;
  return [
    { check: CHECK, level: 'fail', message, cure: 'set DATABASE_URL to a server of version 15 or newer' },
  ];
}

async function examineMigrations(database: Pick<Database, 'engine' | 'query'>): Promise<Finding> {
  const newest = readMigrations().at(-1)?.number ?? 0;
  const reached = await newestApplied(database);
  const found = { check: CHECK };
  if (reached === undefined) {
    return (await mayCreate(database))
      ? {
          ...found,
          level: 'ok',
          message: `${database.engine} opens; it is empty, and the start makes its tables`,
        }
      : {
          ...found,
          level: 'fail',
          message: 'its user may not make schemas',
          cure: 'grant CREATE on the database to the user of DATABASE_URL',
        };
  }
  if (reached > newest) {
    const message = `its tables are at version ${reached}, but this Pasteur knows only versions up to ${newest}`;
    const cure = 'start the newer Pasteur that changed them, or give this one a database of its own';
    return { ...found, level: 'fail', message, cure };
  }
  const message =
    reached === newest
      ? `${database.engine} opens; its tables are at version ${reached}, the newest`
      : `${database.engine} opens; its tables are at version ${reached}, and the start brings them to ${newest}`;
  return { ...found, level: 'ok', message };
}

async function newestApplied({ query }: Queryable): Promise<number | undefined> {
  const [table] = await query("SELECT to_regclass('pasteur.schema_migrations') IS NOT NULL AS found");
  if (table?.found !== true) return undefined;
  const [row] = await query('SELECT coalesce(max(number), 0)::int AS newest FROM pasteur.schema_migrations');
  return Number(row?.newest);
}

async function mayCreate({ query }: Queryable): Promise<boolean> {
  const [row] = await query("SELECT has_database_privilege(current_database(), 'CREATE') AS may");
  return row?.may === true;
}

async function examineClock({ now }: Pick<Database, 'now'>, here: () => number): Promise<readonly Finding[]> {
  const before = here();
  const there = (await now()).getTime();
  const seconds = Math.round(Math.abs(there - (before + here()) / 2) / 1000);
  if (seconds <= MOST_SECONDS_APART) return [];
  const message = `its clock and that of this machine are ${seconds} seconds apart`;
  const cure =
    'set both by NTP: Slack refuses signatures that are five minutes off, and times in answers would be wrong';
  return [{ check: CHECK, level: 'warn', message, cure }];
}
