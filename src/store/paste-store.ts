import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { rowTeam } from './current-team.ts';
import type { Queryable } from './database/database.ts';
import { storableJson, storableText } from './database/storable.ts';

/** The text of a paste, in Slack's escaping, and sentences for the asker. */
interface KeptPaste {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Keeps pastes that Slack does not keep (slash commands, modals), so that their buttons can read them again. */
export interface PasteStore {
  /** Stores a paste and gives its key. */
  put(paste: KeptPaste): Promise<string>;
  get(key: string): Promise<KeptPaste | undefined>;
}

/** Long enough to press a button, short enough that no paste stays around. */
const TTL_SECONDS = 60 * 60;

const ROW = z.object({ text: z.string(), notes: z.array(z.string()) });

export function createPasteStore(database: Queryable, ttlSeconds: number = TTL_SECONDS): PasteStore {
  return {
    put: async ({ text, notes }) => {
      const key = randomUUID();
      await database.query(
        `INSERT INTO pasteur.pastes (key, text, notes, expires_at, team)
         VALUES ($1, $2, $3::jsonb, now() + make_interval(secs => $4), $5)`,
        [key, storableText(text), storableJson(notes), ttlSeconds, rowTeam()],
      );
      return key;
    },
    get: async (key) => {
      const [row] = await database.query(
        `SELECT text, notes FROM pasteur.pastes
         WHERE key = $1 AND expires_at > now() AND team = $2`,
        [storableText(key), rowTeam()],
      );
      return row === undefined ? undefined : ROW.parse(row);
    },
  };
}
