import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import pLimit from 'p-limit';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import type { Database, Row, Transaction } from './database.ts';
import { readClock } from './database-clock.ts';
import { readEmptyDatabase } from './empty-database.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { runAgainAfterRace } from './run-again.ts';
import { createTransactionGuard } from './transaction-guard.ts';

/** PGlite's own files, in a folder of their own beside the lock. */
const FILES = 'pglite';

/** Opens PostgreSQL as a library, in a folder or, without one, in memory. */
export async function createPgliteDatabase(folder: string | undefined): Promise<Database> {
  if (folder === undefined) return wrap(await PGlite.create(await beginning()), undefined);
  const lock = await lockFolder(folder);
  try {
    return wrap(await openFiles(folder), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFiles(folder: string): Promise<PGlite> {
  const files = join(folder, FILES);
  try {
    if (!existsSync(files)) await makeFiles(files);
    return await PGlite.create(files);
  } catch (error) {
    throw new PasteurError(
      ERROR_CODES.dataFolderUnusable,
      `The database in ${files} could not be opened: ${error instanceof Error ? error.message : String(error)}. Check that the disk is not full and that the folder may be written; if its files are damaged, put back a copy or move the folder away to start empty.`,
      { cause: error },
    );
  }
}

/** Made aside and then renamed, so that a process killed on the way leaves no half-made database behind. */
async function makeFiles(files: string): Promise<void> {
  const aside = `${files}.new`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await (await PGlite.create(aside, await beginning())).close();
  await rename(aside, files);
}

async function beginning(): Promise<PGliteOptions> {
  const loadDataDir = await readEmptyDatabase();
  return loadDataDir === undefined ? {} : { loadDataDir };
}

function wrap(pglite: PGlite, lock: FolderLock | undefined): Database {
  const guard = createTransactionGuard();
  let closing: Promise<void> | undefined;
  const turn = pLimit(1);
  // Of those that are not urgent only one waits at `turn`, so that an urgent one waits for one or two statements.
  const patientTurn = pLimit(1);
  // PGlite works in this thread and hands its statements on without a pause: hundreds of waiting ones would keep the
  // process from its requests until the last is done.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    turn(async () => {
      try {
        return await work();
      } finally {
        await setImmediate();
      }
    });
  const query: Database['query'] = async (text, values = [], { isUrgent = false } = {}) => {
    guard.refuseInside();
    const run = () => inTurn(async () => (await pglite.query<Row>(text, [...values])).rows);
    return isUrgent ? run() : patientTurn(run);
  };
  return {
    engine: 'pglite',
    query,
    transaction: async (work) => {
      guard.refuseInside();
      return runAgainAfterRace(async () => {
        const actions: (() => void)[] = [];
        const transact = () =>
          pglite.transaction((inner) => {
            const transaction: Transaction = {
              query: async (text, values = []) => (await inner.query<Row>(text, [...values])).rows,
              script: async (text) => {
                await inner.exec(text);
              },
              afterCommit: (action) => actions.push(action),
            };
            return guard.within(() => work(transaction));
          });
        const result = await patientTurn(() => inTurn(transact));
        for (const action of actions) action();
        return result;
      });
    },
    now: () => readClock({ query }),
    close: () => {
      closing ??= patientTurn(() => turn(() => close(pglite, lock)));
      return closing;
    },
  };
}

async function close(pglite: PGlite, lock: FolderLock | undefined): Promise<void> {
  try {
    if (!pglite.closed) await pglite.close();
  } finally {
    await lock?.release();
  }
}
