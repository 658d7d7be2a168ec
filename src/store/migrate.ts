import { readdirSync, readFileSync } from 'node:fs';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { Database, Transaction } from './database/database.ts';

/** One step of the tables' history. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const FOLDER = new URL('./migrations/', import.meta.url);

/** Any number, the same in every process: whoever holds it changes the tables. */
export const SCHEMA_LOCK = 727_883_401;

/**
 * Brings the tables to the newest version. Safe for many starters at once: one migrates, the others wait for it.
 * @throws PasteurError DATABASE_TOO_NEW when a newer Pasteur has already migrated the database.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  const newest = migrations.at(-1)?.number ?? 0;
  await withSchemaLock(database, (transaction) =>
    transaction.script(
      `CREATE SCHEMA IF NOT EXISTS pasteur;
       CREATE TABLE IF NOT EXISTS pasteur.schema_migrations (
         number integer PRIMARY KEY,
         name text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    ),
  );
  const reached = await newestApplied(database);
  if (reached > newest) {
    throw new PasteurError(
      ERROR_CODES.databaseTooNew,
      `The database is at version ${reached}, but this Pasteur knows only versions up to ${newest}. Start the newer Pasteur that migrated it, or give this one a database of its own (PASTEUR_DATA or DATABASE_URL).`,
    );
  }
  for (const migration of migrations) {
    if (migration.number > reached) await apply(database, migration);
  }
}

/** Runs a change of tables alone: no other process that asks for the same lock runs its own meanwhile. */
export async function withSchemaLock<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    return work(transaction);
  });
}

/** The migrations that ship with Pasteur, in order. */
export function readMigrations(folder: URL = FOLDER): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, index) => {
      const number = Number.parseInt(file, 10);
      if (number !== index + 1) {
        throw new Error(
          `the migration ${file} must have the number ${index + 1}: numbers start at 1, without gaps`,
        );
      }
      return {
        number,
        name: file.replace(/^\d+-|\.sql$/g, ''),
        sql: readFileSync(new URL(file, folder), 'utf8'),
      };
    });
}

/** The number goes in first, in the same transaction: should two starters ever meet here, the second one fails. */
async function apply(database: Database, { number, name, sql }: Migration): Promise<void> {
  await withSchemaLock(database, async (transaction) => {
    const recorded = await transaction.query(
      'INSERT INTO pasteur.schema_migrations (number, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING number',
      [number, name],
    );
    if (recorded.length > 0) await transaction.script(sql);
  });
}

async function newestApplied(database: Database): Promise<number> {
  const rows = await database.query(
    'SELECT coalesce(max(number), 0)::int AS newest FROM pasteur.schema_migrations',
  );
  return Number(rows[0]?.newest ?? 0);
}
