import { createHash } from 'node:crypto';
import { z } from 'zod';
import { currentTeam, rowTeam } from './current-team.ts';
import type { Queryable } from './database/database.ts';
import { storableText } from './database/storable.ts';

/** One answer to a person. */
export interface Ask {
  /** Id of the workspace. */
  readonly team: string;
  /** Where everybody in the workspace may read it; undefined where only some, or nobody else, saw it asked. */
  readonly channel: string | undefined;
  readonly asker: string;
  readonly road: string;
  readonly verdict: string;
  /** Id of the entry that was shown first. */
  readonly entry: string | undefined;
  /** What the paste says, without its values. */
  readonly template: string;
  /** The paste; undefined where it is not to be kept. */
  readonly text: string | undefined;
}

/**
 * Road of a text that was answered, and of which a person says that no entry is right: it counts among what to write next,
 * and not a second time as an ask.
 */
export const CORRECTION_ROAD = 'wrong';

/** Unanswered asks with one template, those that the reader may see apart from the others. Times are ISO 8601. */
export interface AskedGap {
  readonly template: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly example: string | undefined;
  /** Where it was asked in the open. */
  readonly channels: readonly string[];
  /** Whether the reader may see its words: it was asked in the open, or by them. */
  readonly isOpen: boolean;
}

/** Who will see what was asked. */
export interface GapReader {
  readonly user: string;
  /** Public channels are not open to them. */
  readonly isGuest: boolean;
}

/** What happened on one day (UTC). */
export interface DayFigures {
  /** `2026-11-21`. */
  readonly day: string;
  readonly matched: number;
  readonly similar: number;
  readonly unmatched: number;
  /** Alerts that began on it; undefined where they are not known here. */
  readonly alerts: number | undefined;
}

/**
 * Remembers what was asked, for reports. By default no text of it: a template, and for answered ones only its digest.
 * Where Pasteur has several workspaces, the one that is worked for counts in place of `team`: that of an organization is
 * the organization, whichever of its workspaces asks.
 */
export interface AskLog {
  /** Writes an ask down; what is older than `keepDays` goes, however long it was to be kept when it was written. */
  record(ask: Ask, keepDays: number): Promise<void>;
  /**
   * Templates that nothing matched, the most frequent first, 5,000 at most; of all workspaces where none is named.
   * `reader` is who will see them; default: everybody but guests.
   */
  gaps(team: string | undefined, reader?: GapReader): Promise<readonly AskedGap[]>;
  /** Entries that answered most often in the last seven days. */
  mostAsked(
    team: string,
    limit: number,
  ): Promise<readonly { readonly entry: string; readonly count: number }[]>;
  /** The last seven days, today last. */
  week(team: string): Promise<readonly DayFigures[]>;
  /** Deletes what one person asked, voted and began to write, and gives how many asks that were. */
  forget(team: string, asker: string): Promise<number>;
}

const GAP = z.object({
  template: z.string(),
  count: z.number(),
  first_seen: z.date(),
  last_seen: z.date(),
  example: z.string().nullable(),
  channels: z.array(z.string()),
  is_open: z.boolean(),
});
const DAY = z.object({
  day: z.string(),
  matched: z.number(),
  similar: z.number(),
  unmatched: z.number(),
  alerts: z.number(),
});
const MOST_ASKED = z.object({ entry: z.string(), count: z.number() });

export function createAskLog(database: Queryable): AskLog {
  return {
    record: async ({ team, channel, asker, road, verdict, entry, template, text }, keepDays) => {
      await database.query(
        `WITH outdated AS (DELETE FROM pasteur.asks WHERE at < now() - make_interval(days => $10))
         INSERT INTO pasteur.asks (team, channel, asker, road, verdict, entry, template_hash, template, text, keep_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(days => $10))`,
        [
          currentTeam() ?? team,
          channel ?? null,
          asker,
          road,
          verdict,
          entry ?? null,
          createHash('sha256').update(template).digest('hex').slice(0, 32),
          verdict === 'unmatched' ? storableText(template) : null,
          text === undefined ? null : storableText(text),
          keepDays,
        ],
      );
    },
    gaps: async (team, reader) => {
      const rows = await database.query(
        `SELECT template, ((channel IS NOT NULL AND NOT $3::boolean) OR asker = coalesce($2, '')) AS is_open, count(*)::int AS count,
           min(at) AS first_seen, max(at) AS last_seen, max(text) AS example,
           coalesce(jsonb_agg(DISTINCT channel) FILTER (WHERE channel IS NOT NULL), '[]') AS channels
         FROM pasteur.asks WHERE ($1::text IS NULL OR team = $1) AND verdict = 'unmatched' AND template IS NOT NULL AND keep_until > now()
         GROUP BY template, is_open ORDER BY count(*) DESC, template, is_open DESC LIMIT 5000`,
        [currentTeam() ?? team ?? null, reader?.user ?? null, reader?.isGuest ?? false],
      );
      return rows.map((row) => {
        const { first_seen: first, last_seen: last, example, is_open: isOpen, ...gap } = GAP.parse(row);
        return {
          ...gap,
          isOpen,
          firstSeen: first.toISOString(),
          lastSeen: last.toISOString(),
          example: isOpen ? (example ?? undefined) : undefined,
        };
      });
    },
    mostAsked: async (team, limit) => {
      const rows = await database.query(
        `SELECT entry, count(*)::int AS count FROM pasteur.asks
         WHERE team = $1 AND entry IS NOT NULL AND at > now() - interval '7 days'
         GROUP BY entry ORDER BY count(*) DESC, entry LIMIT $2`,
        [currentTeam() ?? team, limit],
      );
      return rows.map((row) => MOST_ASKED.parse(row));
    },
    week: async (team) => {
      const rows = await database.query(
        `WITH days AS (
           SELECT generate_series(0, 6) AS back, (now() AT TIME ZONE 'UTC')::date AS today
         )
         SELECT to_char(today - back, 'YYYY-MM-DD') AS day,
           (SELECT count(*)::int FROM pasteur.alerts WHERE team = $2 AND (first_seen AT TIME ZONE 'UTC')::date = today - back) AS alerts,
           coalesce(sum(1) FILTER (WHERE verdict = 'matched'), 0)::int AS matched,
           coalesce(sum(1) FILTER (WHERE verdict = 'similar'), 0)::int AS similar,
           coalesce(sum(1) FILTER (WHERE verdict = 'unmatched'), 0)::int AS unmatched
         FROM days LEFT JOIN pasteur.asks ON team = $1 AND (at AT TIME ZONE 'UTC')::date = today - back
             AND road <> '${CORRECTION_ROAD}'
         GROUP BY today, back ORDER BY back DESC`,
        [currentTeam() ?? team, rowTeam()],
      );
      return rows.map((row) => DAY.parse(row));
    },
    forget: async (team, asker) => {
      const rows = await database.query(
        'DELETE FROM pasteur.asks WHERE team = $1 AND asker = $2 RETURNING 1',
        [currentTeam() ?? team, asker],
      );
      await database.query('DELETE FROM pasteur.votes WHERE team = $1 AND person = $2', [rowTeam(), asker]);
      await database.query('DELETE FROM pasteur.drafts WHERE team = $1 AND author = $2 AND NOT is_saved', [
        rowTeam(),
        asker,
      ]);
      return rows.length;
    },
  };
}
