import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../config.ts';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { Database } from '../store/database/database.ts';
import type { CliIo } from './io.ts';

/**
 * Opens the database that the settings name, brings it to the newest version, and closes it after the work.
 * @param whyNone what it means that there is none, as the middle of a sentence.
 * @throws PasteurError where there is none, or another process has it to itself.
 */
export async function withKeptDatabase<Result>(
  { environment }: Pick<CliIo, 'environment'>,
  whyNone: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  // Loaded here: most commands need no database.
  const [{ config }, { openDatabase }, { migrate }] = await Promise.all([
    import('dotenv'),
    import('../store/database/database.ts'),
    import('../store/migrate.ts'),
  ]);
  const processEnv = { ...environment };
  config({ quiet: true, processEnv });
  const { databaseUrl, dataFolder } = readSettings(processEnv);
  const folder = join(dataFolder, 'database');
  if (databaseUrl === undefined && !existsSync(folder)) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `there is no database in ${dataFolder}: ${whyNone}, or PASTEUR_DATA or DATABASE_URL is to name another.`,
    );
  }
  const database = await openDatabase({ url: databaseUrl, folder });
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
}
