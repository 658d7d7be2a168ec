import { z } from 'zod';
import { currentTeam } from './current-team.ts';
import type { Queryable } from './database/database.ts';

/** The picture that the Home tabs of a workspace show. */
export interface HomePicture {
  /** Id of the uploaded file. */
  readonly file: string;
  /** What it shows, in words: a picture of the same figures has the same. */
  readonly description: string;
}

/** Remembers which picture is shown, so that it is drawn seldom and the one before it is deleted. */
export interface HomePictures {
  find(team: string): Promise<HomePicture | undefined>;
  /** Whether the caller is to draw now: at most one is within `restSeconds`, in however many processes. */
  claim(team: string, restSeconds: number): Promise<boolean>;
  /** Notes the picture that is shown from now on, or that none is; gives the one before. */
  replace(team: string, picture: HomePicture | undefined): Promise<HomePicture | undefined>;
}

const ROW = z.object({ file: z.string(), description: z.string() });
const BEFORE = z.object({ file: z.string().nullable(), description: z.string().nullable() });

export function createHomePictures(database: Queryable): HomePictures {
  return {
    find: async (team) => {
      const [row] = await database.query(
        'SELECT file, description FROM pasteur.home_pictures WHERE team = $1 AND file IS NOT NULL',
        [currentTeam() ?? team],
      );
      return row === undefined ? undefined : ROW.parse(row);
    },
    claim: async (team, restSeconds) => {
      const rows = await database.query(
        `INSERT INTO pasteur.home_pictures AS kept (team, claimed_at) VALUES ($1, now())
         ON CONFLICT (team) DO UPDATE SET claimed_at = now()
         WHERE kept.claimed_at <= now() - make_interval(secs => $2)
         RETURNING 1`,
        [currentTeam() ?? team, restSeconds],
      );
      return rows.length > 0;
    },
    replace: async (team, picture) => {
      const [row] = await database.query(
        `WITH before AS (SELECT file, description FROM pasteur.home_pictures WHERE team = $1 FOR UPDATE)
         UPDATE pasteur.home_pictures SET file = $2, description = $3 FROM before WHERE team = $1
         RETURNING before.file, before.description`,
        [currentTeam() ?? team, picture?.file ?? null, picture?.description ?? null],
      );
      const before = row === undefined ? undefined : BEFORE.parse(row);
      return before === undefined || before.file === null || before.description === null
        ? undefined
        : { file: before.file, description: before.description };
    },
  };
}
