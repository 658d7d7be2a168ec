import { joinGroups, type TextGroup } from '../index.ts';
import { ANSWERED } from './exit-status.ts';
import type { CliIo } from './io.ts';
import { withKeptDatabase } from './kept-database.ts';

/**
 * What people asked and nothing matched, from the database that the settings name.
 * @throws PasteurError where there is none, or another process has it to itself.
 */
export async function readKeptGaps(
  io: Pick<CliIo, 'environment'>,
): Promise<{ readonly groups: readonly TextGroup[]; readonly status: number }> {
  const { createAskLog } = await import('../store/asks.ts');
  return withKeptDatabase(io, 'nothing has been asked yet (--from reads a file)', async (database) => ({
    groups: joinGroups(await createAskLog(database).gaps(undefined)),
    status: ANSWERED,
  }));
}
