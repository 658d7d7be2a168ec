import type PgBoss from 'pg-boss';
import { currentTeam, teamKey } from '../current-team.ts';
import type { Transaction } from '../database/database.ts';
import { storableJson, storableText } from '../database/storable.ts';
import { orderedId } from '../ordered-id.ts';
import { adapt } from './boss.ts';
import { LOCK_KEYS } from './job-sql.ts';
import type { JobRequest } from './queue.ts';

interface Draft {
  readonly id: string;
  readonly request: JobRequest;
  readonly key: string | undefined;
}

/** A key needs a second round only when its waiting job was taken, or sent by another transaction, in between. */
const TRIES = 10;

/** Adds jobs of the workspace that is worked for in a few statements and gives, by place, the id of each that was added. */
export async function sendJobs(
  boss: PgBoss,
  transaction: Transaction,
  queue: string,
  requests: readonly JobRequest[],
): Promise<readonly (string | undefined)[]> {
  const drafts = requests.map((request): Draft => {
    const key = request.singletonKey === undefined ? undefined : storableText(teamKey(request.singletonKey));
    return { id: orderedId(), request, key };
  });
  const added = new Set<string>();
  const plain = drafts.filter(({ key }) => key === undefined);
  await insert(boss, transaction, queue, plain);
  for (const { id } of plain) added.add(id);
  const seen = new Set<string | undefined>([undefined]);
  // One draft a key, in the order of keys, so that two senders never wait for each other.
  let open = drafts
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .sort((left, right) => ((left.key ?? '') < (right.key ?? '') ? -1 : 1));
  for (let left = TRIES; open.length > 0; left--) {
    if (left === 0) throw new Error(`jobs could not be added to ${queue}: others keep taking their keys`);
    // Where a job of the key waits, nothing is added; where another transaction is adding one, this waits for its end.
    await insert(boss, transaction, queue, open);
    const rows = await transaction.query(LOCK_KEYS, [queue, open.map(({ key }) => key)]);
    const locked = new Map(rows.map(({ key, id }) => [key, id]));
    for (const { key, id } of open) if (locked.get(key) === id) added.add(id);
    // A waiting job that was taken in between is missing here: it has started, so another is to be added.
    open = open.filter(({ key }) => !locked.has(key));
  }
  return drafts.map(({ id }) => (added.has(id) ? id : undefined));
}

async function insert(
  boss: PgBoss,
  transaction: Transaction,
  queue: string,
  drafts: readonly Draft[],
): Promise<void> {
  if (drafts.length === 0) return;
  const jobs = drafts.map(({ id, request, key }) => ({
    id,
    name: queue,
    // The texts are cleaned here; pg-boss makes the JSON.
    data: JSON.parse(storableJson({ data: request.data, key, team: currentTeam() })),
    ...(request.group !== undefined && { singletonKey: storableText(teamKey(request.group)) }),
    ...(request.startAfterSeconds !== undefined && { startAfter: String(request.startAfterSeconds) }),
    ...(request.priority !== undefined && { priority: request.priority }),
  }));
  await boss.insert(jobs, { db: adapt(transaction) });
}
