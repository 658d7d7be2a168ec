import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { LabelledCase } from './eval-metrics.ts';
import type { CliIo } from './io.ts';
import { withKeptDatabase } from './kept-database.ts';

/**
 * Pastes that people voted on, as labelled cases, from the database that the settings name. Votes on pastes whose text
 * was not kept are counted on standard error.
 * @throws PasteurError where there is no database, another process has it to itself, or no text was kept.
 */
export async function readKeptFeedback(io: CliIo): Promise<LabelledCase[]> {
  const { createFeedbackStore } = await import('../store/feedback.ts');
  return withKeptDatabase(io, 'nobody has voted yet', async (database) => {
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
  });
}
