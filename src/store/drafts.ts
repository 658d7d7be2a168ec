import { z } from 'zod';
import { rowTeam } from './current-team.ts';
import type { Queryable, Row } from './database/database.ts';
import { storableJson, storableText } from './database/storable.ts';

const TEXTS = z.array(z.string());

/** What somebody writes down as a known error; the shape is that of the knowledge's drafts. */
const BODY = z.object({
  channel: z.string().optional(),
  threadTs: z.string().optional(),
  draft: z.object({
    title: z.string(),
    system: z.string(),
    phrases: TEXTS,
    symptoms: TEXTS,
    causes: TEXTS,
    steps: TEXTS,
    example: z.string(),
    notExamples: TEXTS,
  }),
  saved: z
    .object({
      folder: z.string(),
      path: z.string(),
      text: z.string(),
      before: z.string().optional(),
      proposal: z.string().optional(),
    })
    .optional(),
});

type Body = z.output<typeof BODY>;

export interface KeptDraft {
  readonly id: string;
  readonly author: string;
  readonly source: string;
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
  readonly draft: Readonly<Body['draft']>;
  readonly saved: Readonly<NonNullable<Body['saved']>> | undefined;
}

type GivenDraft = Omit<KeptDraft, 'draft'> & {
  readonly draft: { readonly [Field in keyof Body['draft']]: Readonly<Body['draft'][Field]> };
};

/** Keeps drafts, so that nothing typed is lost: not by a refusal, not by a restart. */
export interface DraftStore {
  /** Writes it down, in place of what it was before. */
  put(draft: GivenDraft): Promise<void>;
  get(id: string): Promise<KeptDraft | undefined>;
  /** The newest draft of a person about a source that is no page yet. */
  findOpen(author: string, source: string): Promise<KeptDraft | undefined>;
}

const ROW = z.object({ id: z.string(), author: z.string(), source: z.string(), body: BODY });
const COLUMNS = 'id, author, source, body';

export function createDraftStore(database: Queryable): DraftStore {
  return {
    put: async ({ id, author, source, channel, threadTs, draft, saved }) => {
      await database.query(
        `INSERT INTO pasteur.drafts AS d (id, author, source, body, is_saved, team)
         VALUES ($1, $2, $3, $4::jsonb, $5, $6)
         ON CONFLICT (id) DO UPDATE
           SET author = excluded.author, source = excluded.source, body = excluded.body,
               is_saved = excluded.is_saved, at = now()
           WHERE d.team = excluded.team`,
        [
          storableText(id),
          author,
          storableText(source),
          storableJson({ channel, threadTs, draft, saved }),
          saved !== undefined,
          rowTeam(),
        ],
      );
    },
    get: async (id) => {
      const [row] = await database.query(
        `SELECT ${COLUMNS} FROM pasteur.drafts WHERE id = $1 AND team = $2`,
        [storableText(id), rowTeam()],
      );
      return draftOf(row);
    },
    findOpen: async (author, source) => {
      const [row] = await database.query(
        `SELECT ${COLUMNS} FROM pasteur.drafts
         WHERE team = $3 AND author = $1 AND source = $2 AND NOT is_saved ORDER BY at DESC, id LIMIT 1`,
        [author, storableText(source), rowTeam()],
      );
      return draftOf(row);
    },
  };
}

function draftOf(row: Row | undefined): KeptDraft | undefined {
  if (row === undefined) return undefined;
  const { body, ...columns } = ROW.parse(row);
  return { ...columns, channel: body.channel, threadTs: body.threadTs, draft: body.draft, saved: body.saved };
}
