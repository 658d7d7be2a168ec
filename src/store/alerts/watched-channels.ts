import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Queryable } from '../database/database.ts';

/** A channel whose alerts are answered unasked. */
export interface WatchedChannel {
  readonly channel: string;
  /** Id of the user who asked for it. */
  readonly watchedBy: string;
  readonly since: Date;
}

const ROW = z.object({ channel: z.string(), watched_by: z.string(), since: z.date() });

/** False when the channel was watched already. */
export async function watchChannel(runner: Queryable, channel: string, user: string): Promise<boolean> {
  const rows = await runner.query(
    'INSERT INTO pasteur.watched_channels (channel, watched_by, team) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING channel',
    [channel, user, rowTeam()],
  );
  return rows.length > 0;
}

/** False when the channel was not watched. */
export async function unwatchChannel(runner: Queryable, channel: string): Promise<boolean> {
  const rows = await runner.query(
    'DELETE FROM pasteur.watched_channels WHERE team = $2 AND channel = $1 RETURNING channel',
    [channel, rowTeam()],
  );
  return rows.length > 0;
}

/** The longest watched first. */
export async function listWatchedChannels(runner: Queryable): Promise<readonly WatchedChannel[]> {
  const rows = await runner.query(
    'SELECT channel, watched_by, since FROM pasteur.watched_channels WHERE team = $1 ORDER BY since, channel',
    [rowTeam()],
  );
  return rows.map((row) => {
    const { channel, watched_by: watchedBy, since } = ROW.parse(row);
    return { channel, watchedBy, since };
  });
}
