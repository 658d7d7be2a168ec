import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../config.ts';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import { joinGroups, type TextGroup } from '../index.ts';
import { ANSWERED } from './exit-status.ts';
import type { CliIo } from './io.ts';

/**
 * What people asked and nothing matched, from the database that the settings name.
 * @throws PasteurError where there is none, or another process has it to itself.
 */
export async function readKeptGaps(
  io: Pick<CliIo, 'environment'>,
): Promise<{ readonly groups: readonly TextGroup[]; readonly status: number }> {
  // Loaded here: --from needs no database.
  const [{ config }, { openDatabase }, { migrate }, { createAskLog }] = await Promise.all([
    import('dotenv'),
    import('../store/database.ts'),
    import('../store/migrate.ts'),
    import('../store/asks.ts'),
  ]);
  const environment = { ...io.environment };
  config({ quiet: true, processEnv: environment });
  const { databaseUrl, dataFolder } = readSettings(environment);
  const folder = join(dataFolder, 'database');
  if (databaseUrl === undefined && !existsSync(folder)) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `there is no database in ${dataFolder}: nothing has been asked yet, or PASTEUR_DATA or DATABASE_URL is to name another. Or give a file with --from.`,
    );
  }
  const database = await openDatabase({ url: databaseUrl, folder });
  try {
    await migrate(database);
    return { groups: joinGroups(await createAskLog(database).gaps(undefined)), status: ANSWERED };
  } finally {
    await database.close();
  }
}
