import { z } from 'zod';
import type { Database, Queryable } from './database.ts';
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
  /** Deletes it with all that is kept for it: pastes, answers, summaries, watched channels. False when there was none. */
  remove(id: string): Promise<boolean>;
  /** Notes that things may be kept about a channel of it. */
  noteChannel(id: string, channel: string): Promise<void>;
  /** Seals anew what an older key sealed; gives the ids of those that no key opens. */
  renewSeals(): Promise<readonly string[]>;
}

/** Tables whose rows belong to a channel, with the column that names it. */
const OF_CHANNELS: readonly (readonly [table: string, column: string])[] = [
  ['answers', 'channel'],
  ['summaries', 'channel'],
  ['summaries', 'asked_channel'],
  ['watched_channels', 'channel'],
  ['alerts', 'channel'],
];

const ROW = z.object({ id: z.string(), sealed: z.string() });

/** Tables whose rows name their workspace. Asked of the database, so that a table to come is not forgotten. */
async function teamTables(transaction: Queryable): Promise<readonly string[]> {
  const rows = await transaction.query(
    `SELECT quote_ident(table_name) AS name FROM information_schema.columns
     WHERE table_schema = 'pasteur' AND column_name = 'team' ORDER BY table_name`,
  );
  return rows.map(({ name }) => String(name));
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
        for (const [table, column] of OF_CHANNELS) {
          await transaction.query(
            `DELETE FROM pasteur.${table} WHERE ${column} IN (SELECT channel FROM pasteur.team_channels WHERE team = $1)`,
            [id],
          );
        }
        for (const table of await teamTables(transaction)) {
          await transaction.query(`DELETE FROM pasteur.${table} WHERE team = $1`, [id]);
        }
        const removed = await transaction.query(
          'DELETE FROM pasteur.installations WHERE id = $1 RETURNING id',
          [id],
        );
        return removed.length > 0;
      }),
    noteChannel: async (id, channel) => {
      await database.query(
        'INSERT INTO pasteur.team_channels (team, channel) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [id, channel],
      );
    },
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
