import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../config.ts';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { LabelledCase } from './eval-metrics.ts';
import type { CliIo } from './io.ts';

/**
 * Pastes that people voted on, as labelled cases, from the database that the settings name. Votes on pastes whose text
 * was not kept are counted on standard error.
 * @throws PasteurError where there is no database, another process has it to itself, or no text was kept.
 */
export async function readKeptFeedback(io: CliIo): Promise<LabelledCase[]> {
  // Loaded here: cases from files need no database.
  const [{ config }, { openDatabase }, { migrate }, { createFeedbackStore }] = await Promise.all([
    import('dotenv'),
    import('../store/database.ts'),
    import('../store/migrate.ts'),
    import('../store/feedback.ts'),
  ]);
  const environment = { ...io.environment };
  config({ quiet: true, processEnv: environment });
  const { databaseUrl, dataFolder } = readSettings(environment);
  const folder = join(dataFolder, 'database');
  if (databaseUrl === undefined && !existsSync(folder)) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `there is no database in ${dataFolder}: nobody has voted yet, or PASTEUR_DATA or DATABASE_URL is to name another.`,
    );
  }
  const database = await openDatabase({ url: databaseUrl, folder });
  try {
    await migrate(database);
    const store = createFeedbackStore(database);
    const { votes, withoutText } = await store.counts();
    const labelled = await store.labelled();
    if (labelled.length === 0) {
      throw new PasteurError(
        ERROR_CODES.inputUnreadable,
        `of ${votes} votes none can be replayed: the texts of their pastes were not kept, or nobody said what is right. PASTEUR_KEEP_TEXT=all keeps texts from then on.`,
      );
    }
    if (withoutText > 0) {
      io.stderr.write(
        `${withoutText} of ${votes} votes are left out: the texts of their pastes were not kept\n`,
      );
    }
    return labelled.map(({ text, entry }, index) => ({
      id: `feedback:${index + 1}`,
      text,
      expect: [entry],
      accept: [],
    }));
  } finally {
    await database.close();
  }
}
