import { rowTeam } from './current-team.ts';
import type { Database } from './database/database.ts';
import { storableJson } from './database/storable.ts';
import { GiveUp, RetryLater } from './queue/job-outcome.ts';

/** How a piece of work is started. */
export interface OnceAttempt {
  /** An earlier run was cut off half-way: it may have taken effect, so look first. */
  readonly isUncertain: boolean;
}

/**
 * Keeps the result of an effect outside the database, such as the timestamp of a message, so that a job that runs
 * again does not repeat it. Nothing can make such an effect exactly once by itself: a process may die between the
 * effect and its record. That case is told to the work as `isUncertain`.
 *
 * Work that throws RetryLater or GiveUp had no effect by its own account, and the record is taken back; after any
 * other error the next run is uncertain. Records are kept for seven days.
 *
 * @param key names the effect, such as `alert:<id>:posted`; those of another workspace are others.
 * @returns what the work gave, now or in an earlier run: a value that survives JSON.
 */
export async function once(
  database: Database,
  key: string,
  work: (attempt: OnceAttempt) => Promise<unknown>,
): Promise<unknown> {
  const team = rowTeam();
  const started = await database.query(
    "INSERT INTO pasteur.effects (key, state, team) VALUES ($1, 'started', $2) ON CONFLICT DO NOTHING RETURNING key",
    [key, team],
  );
  if (started.length === 0) {
    const [earlier] = await database.query(
      'SELECT state, result FROM pasteur.effects WHERE team = $2 AND key = $1',
      [key, team],
    );
    if (earlier?.state === 'done') return earlier.result;
  }
  try {
    const result = await work({ isUncertain: started.length === 0 });
    await database.query(
      `INSERT INTO pasteur.effects (key, state, result, team) VALUES ($1, 'done', $2::jsonb, $3)
       ON CONFLICT (team, key) DO UPDATE SET state = 'done', result = excluded.result, at = now()`,
      [key, storableJson(result), team],
    );
    return result;
  } catch (error) {
    // Uncertain work that then hears "not now" is still uncertain: what it looked for may be its own earlier effect.
    if (started.length > 0 && (error instanceof RetryLater || error instanceof GiveUp)) {
      await database.query("DELETE FROM pasteur.effects WHERE team = $2 AND key = $1 AND state = 'started'", [
        key,
        team,
      ]);
    }
    throw error;
  }
}
