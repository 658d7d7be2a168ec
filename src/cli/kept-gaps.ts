import { joinGuarded, type TextGroup } from '../index.ts';
import { ANSWERED } from './exit-status.ts';
import type { CliIo } from './io.ts';
import { withKeptDatabase } from './kept-database.ts';
import { loadFolders } from './knowledge-folders.ts';

/**
 * What people asked and nothing matched, from the database that the settings name, as everybody may see it.
 * @throws PasteurError where there is none, or another process has it to itself.
 */
export async function readKeptGaps(
  io: Pick<CliIo, 'environment'>,
): Promise<{ readonly groups: readonly TextGroup[]; readonly status: number }> {
  const { createAskLog } = await import('../store/asks.ts');
  const { entries } = await loadFolders([]);
  return withKeptDatabase(io, 'nothing has been asked yet (--from reads a file)', async (database) => ({
    groups: joinGuarded(await createAskLog(database).gaps(undefined), entries),
    status: ANSWERED,
  }));
}
