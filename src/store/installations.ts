import { z } from 'zod';
import type { Database, Queryable } from './database/database.ts';
import { JOBS } from './queue/boss.ts';
import { createSealer } from './seal.ts';

/** Workspaces that have installed Pasteur, with their tokens. */
export interface Installations {
  /** Stores one, in place of an earlier one of the same id. */
  put(id: string, installation: unknown): Promise<void>;
  /**
   * Undefined where there is none.
   * @throws Error where no key of PASTEUR_TOKEN_KEY opens it.
   */
  get(id: string): Promise<unknown>;
  /** Whether there is one; its tokens may open with no key. */
  has(id: string): Promise<boolean>;
  /** Ids of all, in the order in which they were made. */
  list(): Promise<readonly string[]>;
  /** Deletes it with all that is kept for it, in every table. False when there was none. */
  remove(id: string): Promise<boolean>;
  /** Seals anew what an older key sealed; gives the ids of those that no key opens. */
  renewSeals(): Promise<readonly string[]>;
}

const ROW = z.object({ id: z.string(), sealed: z.string() });

/** What deletes the rows of a workspace. The tables are asked of the database, so that one to come is not forgotten. */
async function deletions(transaction: Queryable): Promise<readonly string[]> {
  const rows = await transaction.query(
    `SELECT format('DELETE FROM %I.%I WHERE ', c.table_schema, c.table_name)
       || CASE WHEN c.column_name = 'team' THEN 'team = $1' ELSE 'data->>''team'' = $1' END AS statement
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE'
       AND (c.table_schema = 'pasteur' AND c.column_name = 'team' OR c.table_schema = '${JOBS}' AND c.table_name IN ('job', 'archive') AND c.column_name = 'data')
     ORDER BY c.table_schema, c.table_name`,
  );
  return rows.map(({ statement }) => String(statement));
}

/** `keys` are of 32 bytes each; the first one seals. */
export function createInstallations(database: Database, keys: readonly Buffer[]): Installations {
  const sealer = createSealer(keys);
  return {
    put: async (id, installation) => {
      await database.query(
        `INSERT INTO pasteur.installations (id, sealed) VALUES ($1, $2)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, installed_at = now()`,
        [id, sealer.seal(JSON.stringify(installation), id)],
      );
    },
    get: async (id) => {
      const [row] = await database.query('SELECT id, sealed FROM pasteur.installations WHERE id = $1', [id]);
      if (row === undefined) return undefined;
      const text = sealer.open(ROW.parse(row).sealed, id);
      if (text === undefined) {
        throw new Error(
          `The tokens of workspace ${id} open with no key of PASTEUR_TOKEN_KEY. Add the key that sealed them, or install Pasteur there again.`,
        );
      }
      return JSON.parse(text);
    },
    remove: (id) =>
      database.transaction(async (transaction) => {
        // First, so that what is being written for it is written before this goes on, or sees that it is gone.
        const removed = await transaction.query(
          'DELETE FROM pasteur.installations WHERE id = $1 RETURNING id',
          [id],
        );
        for (const statement of await deletions(transaction)) await transaction.query(statement, [id]);
        return removed.length > 0;
      }),
    has: async (id) =>
      (await database.query('SELECT 1 FROM pasteur.installations WHERE id = $1', [id])).length > 0,
    list: async () =>
      (await database.query('SELECT id FROM pasteur.installations ORDER BY installed_at, id')).map((row) =>
        String(row.id),
      ),
    renewSeals: async () => {
      const closed: string[] = [];
      for (const row of await database.query('SELECT id, sealed FROM pasteur.installations ORDER BY id')) {
        const { id, sealed } = ROW.parse(row);
        if (sealer.isNewest(sealed)) continue;
        const text = sealer.open(sealed, id);
        if (text === undefined) closed.push(id);
        else {
          // Only as it was read: a new installation meanwhile is sealed with the first key already.
          await database.query('UPDATE pasteur.installations SET sealed = $3 WHERE id = $1 AND sealed = $2', [
            id,
            sealed,
            sealer.seal(text, id),
          ]);
        }
      }
      return closed;
    },
  };
}
