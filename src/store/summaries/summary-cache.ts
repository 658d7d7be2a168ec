import { rowTeam } from '../current-team.ts';
import type { Queryable } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';

/** Earlier answers of the model, by what was asked. */
export interface SummaryCache {
  /** The value kept under a key for less than `maxAgeSeconds`; its reader checks its shape. */
  get(key: string, maxAgeSeconds: number): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
}

/** Answers that are kept; the oldest go first. One is about 2 kB. */
const CAPACITY = 2000;

export function createSummaryCache(database: Queryable, capacity: number = CAPACITY): SummaryCache {
  return {
    get: async (key, maxAgeSeconds) => {
      const [row] = await database.query(
        'SELECT value FROM pasteur.summary_cache WHERE team = $3 AND key = $1 AND at > now() - make_interval(secs => $2)',
        [key, maxAgeSeconds, rowTeam()],
      );
      return row?.value;
    },
    put: async (key, value) => {
      await database.query(
        `INSERT INTO pasteur.summary_cache (key, value, team) VALUES ($1, $2::jsonb, $3)
         ON CONFLICT (team, key) DO UPDATE SET value = excluded.value, at = now()`,
        [key, storableJson(value), rowTeam()],
      );
      await database.query(
        'DELETE FROM pasteur.summary_cache WHERE (team, key) IN (SELECT team, key FROM pasteur.summary_cache ORDER BY at DESC, key OFFSET $1)',
        [capacity],
      );
    },
  };
}
