import type PgBoss from 'pg-boss';
import { z } from 'zod';
import { withTeam } from '../current-team.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storableText } from '../database/storable.ts';
import { adapt } from './boss.ts';
import { ABANDONED, BURIED } from './job-sql.ts';
import type { OnDead } from './queue.ts';

const ABOUT = z.object({ data: z.record(z.string(), z.unknown()), team: z.string().nullable() });

/** Why a job is dead that never got to say so. */
const ENDED = 'the processes that ran it ended before it did, each time';

/** Writes that runs of jobs failed: they wait for their next attempt, or become dead letters after the last one. */
export async function failJobs(
  boss: PgBoss,
  transaction: Transaction,
  queue: string,
  ids: readonly string[],
  { fault, onDead }: { readonly fault: string; readonly onDead: OnDead | undefined },
): Promise<void> {
  const message = storableText(fault);
  for (const id of ids) await boss.fail(queue, id, { message }, { db: adapt(transaction) });
  if (onDead === undefined) return;
  for (const row of await transaction.query(BURIED, [queue, ids])) {
    const { data, team } = ABOUT.parse(row);
    await withTeam(team ?? undefined, () => onDead(transaction, { data, fault: message }));
  }
}

/** Buries the jobs of a queue that ran out of attempts with the processes that ran them. */
export async function buryAbandoned(
  database: Database,
  boss: PgBoss,
  queue: string,
  onDead: OnDead | undefined,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const ids = (await transaction.query(ABANDONED, [queue])).map(({ id }) => String(id));
    if (ids.length > 0) await failJobs(boss, transaction, queue, ids, { fault: ENDED, onDead });
  });
}
