import { z } from 'zod';
import { rowTeam } from './current-team.ts';
import type { Queryable, Row } from './database.ts';
import { storableJson, storableText } from './storable.ts';

/** What was said to one message of a person. Holds no text of it. */
export interface KeptAnswer {
  readonly channel: string;
  /** Time of the message that asked. */
  readonly questionTs: string;
  readonly threadTs: string;
  /** Id of the person who asked. */
  readonly asker: string;
  /** What the thread is about from then on, as buttons carry it; undefined where nothing was triaged. */
  readonly ref: string | undefined;
  /** Times of the messages that it quotes; when one of them is deleted, the answer goes too. */
  readonly about: readonly string[];
  /** What was posted, in order: times of messages, ids of files (`F…`). */
  readonly posted: readonly string[];
}

/** Remembers which messages answer which question, so that an edit or a deletion of the question reaches them. */
export interface AnswerLog {
  /** Writes it down, in place of an earlier answer to the same question. */
  keep(answer: KeptAnswer): Promise<void>;
  find(channel: string, questionTs: string): Promise<KeptAnswer | undefined>;
  /** The newest answer of a thread that has a reference and was asked for before a message. */
  newestIn(channel: string, threadTs: string, before: string): Promise<KeptAnswer | undefined>;
  /** Adds to the answer of which `message` is a part what was posted after it, and what the thread is about now. */
  extend(channel: string, message: string, posted: readonly string[], ref: string): Promise<void>;
  /** Forgets the answers that quote a message and gives them, each to one caller only. */
  takeAbout(channel: string, ts: string): Promise<readonly KeptAnswer[]>;
}

const ROW = z.object({
  channel: z.string(),
  question_ts: z.string(),
  thread_ts: z.string(),
  asker: z.string(),
  ref: z.string().nullable(),
  about: z.array(z.string()),
  posted: z.array(z.string()),
});

export function createAnswerLog(database: Queryable): AnswerLog {
  return {
    keep: async ({ channel, questionTs, threadTs, asker, ref, about, posted }) => {
      await database.query(
        `INSERT INTO pasteur.answers (channel, question_ts, thread_ts, asker, ref, about, posted, team)
         VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)
         ON CONFLICT (team, channel, question_ts) DO UPDATE
           SET ref = excluded.ref, about = excluded.about, posted = excluded.posted`,
        [
          channel,
          questionTs,
          threadTs,
          asker,
          ref === undefined ? null : storableText(ref),
          storableJson(about),
          storableJson(posted),
          rowTeam(),
        ],
      );
    },
    find: async (channel, questionTs) => {
      const [row] = await database.query(
        'SELECT * FROM pasteur.answers WHERE team = $3 AND channel = $1 AND question_ts = $2',
        [channel, questionTs, rowTeam()],
      );
      return row === undefined ? undefined : readRow(row);
    },
    newestIn: async (channel, threadTs, before) => {
      const [row] = await database.query(
        // Times of Slack have a fixed width, so that their texts have the order of their values.
        `SELECT * FROM pasteur.answers
         WHERE team = $4 AND channel = $1 AND thread_ts = $2 AND question_ts < $3 AND ref IS NOT NULL
         ORDER BY question_ts DESC LIMIT 1`,
        [channel, threadTs, before, rowTeam()],
      );
      return row === undefined ? undefined : readRow(row);
    },
    extend: async (channel, message, posted, ref) => {
      await database.query(
        `UPDATE pasteur.answers SET posted = posted || $3::jsonb, ref = $4
         WHERE team = $5 AND channel = $1 AND posted @> to_jsonb($2::text)`,
        [channel, message, storableJson(posted), storableText(ref), rowTeam()],
      );
    },
    takeAbout: async (channel, ts) => {
      const rows = await database.query(
        'DELETE FROM pasteur.answers WHERE team = $3 AND channel = $1 AND about @> to_jsonb($2::text) RETURNING *',
        [channel, ts, rowTeam()],
      );
      return rows.map(readRow);
    },
  };
}

function readRow(row: Row): KeptAnswer {
  const { channel, question_ts: questionTs, thread_ts: threadTs, asker, ref, about, posted } = ROW.parse(row);
  return { channel, questionTs, threadTs, asker, ref: ref ?? undefined, about, posted };
}
