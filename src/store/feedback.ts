import { z } from 'zod';
import { currentTeam, rowTeam } from './current-team.ts';
import type { Queryable } from './database/database.ts';
import { storableText } from './database/storable.ts';

/** What one person thought of an entry as the answer to a paste. */
export interface Vote {
  readonly person: string;
  /** Digest of the paste. */
  readonly paste: string;
  /** Id of the entry. */
  readonly entry: string;
  readonly kind: 'helpful' | 'not_this' | 'wrong';
  /** Id of the entry that would have been right; undefined where nobody said. */
  readonly meant: string | undefined;
  /** The paste, where it may be kept, and for how many days. */
  readonly kept?: { readonly text: string; readonly days: number } | undefined;
}

/** How an entry stands with the people who saw it. */
export interface EntryStanding {
  /** Id of the workspace whose people they are; '' where Pasteur has only one. */
  readonly team: string;
  readonly entry: string;
  /** Those for it less those against it, each person once; a vote is worth half after the half-life. */
  readonly net: number;
  /** All of them, weighed in the same way. */
  readonly total: number;
  /** Pastes that it solved, of those that were voted on. */
  readonly solved: number;
  readonly asked: number;
}

/** A paste of which somebody said what answers it. */
export interface LabelledPaste {
  readonly text: string;
  readonly entry: string;
}

/** Keeps one vote a person, paste and entry; a later one replaces it. */
export interface FeedbackStore {
  vote(vote: Vote): Promise<void>;
  /** Those of the workspace that is worked for; outside of any, those of all. */
  standings(halfLifeDays: number): Promise<readonly EntryStanding[]>;
  /** Pastes whose text is kept, with the entry that most people say answers them. */
  labelled(): Promise<readonly LabelledPaste[]>;
  /** Votes in all, and how many of them name a paste whose text was not kept. */
  counts(): Promise<{ readonly votes: number; readonly withoutText: number }>;
}

const STANDING = z.object({
  team: z.string(),
  entry: z.string(),
  net: z.number(),
  total: z.number(),
  solved: z.number(),
  asked: z.number(),
});
const LABELLED = z.object({ text: z.string(), entry: z.string() });
const COUNTS = z.object({ votes: z.number(), without_text: z.number() });

/** Who names the right entry votes for it too. */
const OPINIONS = `
  SELECT team, person, paste, entry, CASE kind WHEN 'helpful' THEN 1 ELSE -1 END AS value, text, at FROM pasteur.votes
  UNION ALL
  SELECT team, person, paste, meant, 1, text, at FROM pasteur.votes WHERE meant IS NOT NULL`;

export function createFeedbackStore(database: Queryable): FeedbackStore {
  return {
    vote: async ({ person, paste, entry, kind, meant, kept }) => {
      await database.query(
        `INSERT INTO pasteur.votes (person, paste, entry, kind, meant, text, text_until, team)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7), $8)
         ON CONFLICT (team, person, paste, entry) DO UPDATE
           SET kind = excluded.kind, meant = excluded.meant, at = now(),
               text = excluded.text, text_until = excluded.text_until`,
        [
          person,
          paste,
          storableText(entry),
          kind,
          meant === undefined ? null : storableText(meant),
          kept === undefined ? null : storableText(kept.text),
          kept?.days ?? null,
          rowTeam(),
        ],
      );
    },
    standings: async (halfLifeDays) => {
      const rows = await database.query(
        `WITH opinions AS (
           SELECT * FROM (${OPINIONS}) AS every WHERE $2::text IS NULL OR team = $2
         ),
         people AS (
           SELECT team, entry, person, avg(value) AS stance,
             power(0.5, extract(epoch FROM now() - max(at)) / 86400 / $1::float8) AS weight
           FROM opinions GROUP BY team, entry, person
         ),
         tallies AS (
           SELECT team, entry, count(DISTINCT paste) FILTER (WHERE value > 0) AS solved, count(DISTINCT paste) AS asked
           FROM opinions GROUP BY team, entry
         )
         SELECT team, entry, sum(stance * weight)::float8 AS net, sum(weight)::float8 AS total,
           max(solved)::int AS solved, max(asked)::int AS asked
         FROM people JOIN tallies USING (team, entry) GROUP BY team, entry ORDER BY team, entry`,
        [halfLifeDays, currentTeam() ?? null],
      );
      return rows.map((row) => STANDING.parse(row));
    },
    labelled: async () => {
      const rows = await database.query(
        `WITH said AS (
           SELECT paste, entry, sum(value) AS votes, max(text) AS text FROM (${OPINIONS}) AS opinions
           WHERE text IS NOT NULL GROUP BY paste, entry
         )
         SELECT DISTINCT ON (paste) text, entry FROM said WHERE votes > 0 ORDER BY paste, votes DESC, entry`,
      );
      return rows.map((row) => LABELLED.parse(row));
    },
    counts: async () => {
      const [row] = await database.query(
        'SELECT count(*)::int AS votes, (count(*) FILTER (WHERE text IS NULL))::int AS without_text FROM pasteur.votes',
      );
      const { votes, without_text: withoutText } = COUNTS.parse(row);
      return { votes, withoutText };
    },
  };
}
