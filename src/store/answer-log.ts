import { z } from 'zod';
import { rowTeam } from './current-team.ts';
import type { Queryable, Row } from './database/database.ts';
import { storableJson, storableText } from './database/storable.ts';

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
  /** Time of the edit of the question that it goes by; undefined where that was not edited. */
  readonly edited?: string | undefined;
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
  /** The answers that quote a message. */
  about(channel: string, ts: string): Promise<readonly KeptAnswer[]>;
  /** Forgets the answers that quote a message. */
  forget(channel: string, ts: string): Promise<void>;
}

const ROW = z.object({
  channel: z.string(),
  question_ts: z.string(),
  thread_ts: z.string(),
  asker: z.string(),
  ref: z.string().nullable(),
  about: z.array(z.string()),
  posted: z.array(z.string()),
  edited: z.string().nullable(),
});

export function createAnswerLog(database: Queryable): AnswerLog {
  return {
    keep: async ({ channel, questionTs, threadTs, asker, ref, about, posted, edited }) => {
      await database.query(
        `INSERT INTO pasteur.answers (channel, question_ts, thread_ts, asker, ref, about, posted, team, edited)
         VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9)
         ON CONFLICT (team, channel, question_ts) DO UPDATE
           SET ref = excluded.ref, about = excluded.about, posted = excluded.posted, edited = excluded.edited`,
        [
          channel,
          questionTs,
          threadTs,
          asker,
          ref === undefined ? null : storableText(ref),
          storableJson(about),
          storableJson(posted),
          rowTeam(),
          edited ?? null,
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
    about: async (channel, ts) => {
      const rows = await database.query(
        `SELECT * FROM pasteur.answers WHERE team = $3 AND channel = $1 AND about @> to_jsonb($2::text)
         ORDER BY question_ts`,
        [channel, ts, rowTeam()],
      );
      return rows.map(readRow);
    },
    forget: async (channel, ts) => {
      await database.query(
        'DELETE FROM pasteur.answers WHERE team = $3 AND channel = $1 AND about @> to_jsonb($2::text)',
        [channel, ts, rowTeam()],
      );
    },
  };
}

function readRow(row: Row): KeptAnswer {
  const { question_ts: questionTs, thread_ts: threadTs, ref, edited, ...same } = ROW.parse(row);
  return { ...same, questionTs, threadTs, ref: ref ?? undefined, edited: edited ?? undefined };
}
