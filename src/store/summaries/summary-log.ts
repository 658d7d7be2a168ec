import { z } from 'zod';
import { rowTeam } from '../current-team.ts';
import type { Database, Row } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';

/** One message of a prompt, as it left. */
export interface SentMessage {
  readonly role: string;
  readonly text: string;
}

/** The message that an answer is written into. */
export interface SummaryPlace {
  readonly channel: string;
  readonly ts: string;
  /** It is being streamed and must be stopped, not only edited. */
  readonly isStream: boolean;
}

/** A summary whose process is gone. */
export interface CutOffSummary {
  readonly id: string;
  readonly place: SummaryPlace | undefined;
  /** The workspace that it is for; undefined where Pasteur has only one. */
  readonly team: string | undefined;
}

export interface SummaryStart {
  readonly id: string;
  /** The message that it is about; undefined where nobody can delete one. */
  readonly asked: { readonly channel: string; readonly ts: string } | undefined;
  /** It runs no longer than this, unless its process is gone. */
  readonly runSeconds: number;
}

/** Follows each summary from the press of the button to its end, so that none is left half-said. */
export interface SummaryLog {
  start(summary: SummaryStart): Promise<void>;
  place(id: string, place: SummaryPlace): Promise<void>;
  recordSent(id: string, sent: readonly SentMessage[]): Promise<void>;
  /** False when the summary was aborted or given up meanwhile. */
  finish(id: string, state: 'done' | 'failed'): Promise<boolean>;
  /** Ends those about a message; gives their ids. */
  abort(channel: string, ts: string): Promise<readonly string[]>;
  /** Forgets those about a message that have ended, with what was sent for them; gives where their answers stand. */
  forget(channel: string, ts: string): Promise<readonly SummaryPlace[]>;
  /**
   * Takes those whose process is gone: past their time, or, with `all`, every one that runs. Each is given once, with
   * its message where there is one. Those of all workspaces: whoever finds them ends them.
   */
  takeCutOff(all: boolean): Promise<readonly CutOffSummary[]>;
  sentOf(id: string): Promise<readonly SentMessage[] | undefined>;
}

const SENT = z.array(z.object({ role: z.string(), text: z.string() }));
const CUT_OFF = z.object({
  id: z.string(),
  channel: z.string().nullable(),
  message_ts: z.string().nullable(),
  is_stream: z.boolean(),
});

const CUT_OFF_OF = z.object({ id: z.string(), team: z.string() });

export function createSummaryLog(database: Database): SummaryLog {
  return {
    start: async ({ id, asked, runSeconds }) => {
      await database.query(
        `INSERT INTO pasteur.summaries (id, state, asked_channel, asked_ts, deadline, team)
         VALUES ($1, 'running', $2, $3, now() + make_interval(secs => $4), $5)`,
        [id, asked?.channel ?? null, asked?.ts ?? null, runSeconds, rowTeam()],
      );
    },
    place: async (id, { channel, ts, isStream }) => {
      await database.query(
        'UPDATE pasteur.summaries SET channel = $2, message_ts = $3, is_stream = $4 WHERE id = $1',
        [id, channel, ts, isStream],
      );
    },
    recordSent: async (id, sent) => {
      await database.query('UPDATE pasteur.summaries SET sent = $2::jsonb WHERE id = $1', [
        id,
        storableJson(sent),
      ]);
    },
    finish: async (id, state) => {
      const ended = await database.query(
        "UPDATE pasteur.summaries SET state = $2 WHERE id = $1 AND state = 'running' RETURNING id",
        [id, state],
      );
      return ended.length > 0;
    },
    abort: async (channel, ts) => {
      const rows = await database.query(
        "UPDATE pasteur.summaries SET state = 'aborted' WHERE team = $3 AND state = 'running' AND asked_channel = $1 AND asked_ts = $2 RETURNING id",
        [channel, ts, rowTeam()],
      );
      return rows.map(({ id }) => String(id));
    },
    forget: async (channel, ts) => {
      const rows = await database.query(
        `DELETE FROM pasteur.summaries
         WHERE team = $3 AND state NOT IN ('running', 'aborted') AND asked_channel = $1 AND asked_ts = $2
         RETURNING id, channel, message_ts, is_stream`,
        [channel, ts, rowTeam()],
      );
      return rows.flatMap((row) => placeOf(row) ?? []);
    },
    takeCutOff: async (all) => {
      const rows = await database.query(
        `UPDATE pasteur.summaries SET state = 'cut_off'
         WHERE state = 'running' AND (deadline < now() OR $1::boolean)
         RETURNING id, channel, message_ts, is_stream, team`,
        // In a folder of its own this process is alone: what runs at its start was left by one that is gone.
        [all && database.engine === 'pglite'],
      );
      return rows.map((row) => {
        const { id, team } = CUT_OFF_OF.parse(row);
        return { id, place: placeOf(row), team: team === '' ? undefined : team };
      });
    },
    sentOf: async (id) => {
      const [row] = await database.query(
        'SELECT sent FROM pasteur.summaries WHERE team = $2 AND id = $1 AND sent IS NOT NULL',
        [id, rowTeam()],
      );
      return row === undefined ? undefined : SENT.parse(row.sent);
    },
  };
}

function placeOf(row: Row): SummaryPlace | undefined {
  const { channel, message_ts: ts, is_stream: isStream } = CUT_OFF.parse(row);
  return channel === null || ts === null ? undefined : { channel, ts, isStream };
}
