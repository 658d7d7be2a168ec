import { z } from 'zod';
import { rowTeam, withTeam } from './current-team.ts';
import type { Database, Queryable, Row } from './database/database.ts';
import { storableJson, storableText } from './database/storable.ts';
import {
  PROPOSAL_BODY,
  PROPOSAL_STATES,
  type Proposal,
  type ProposalNews,
  type Proposals,
} from './proposal.ts';
import type { Queue } from './queue/queue.ts';

/** The queue of pages on their way to a repository. */
export const PROPOSAL_QUEUE = 'proposals';

/** With pauses of five minutes at most: about a day, as long as a server may be down. */
export const PROPOSAL_ATTEMPTS = 300;

/** Repositories are asked by turns; two let one that does not answer not hold up all. */
const CONCURRENCY = 2;

const ROW = z.object({
  id: z.string(),
  team: z.string(),
  repository: z.string(),
  state: z.enum(PROPOSAL_STATES),
  body: PROPOSAL_BODY,
});
const COLUMNS = 'id, team, repository, state, body';

/** Keeps proposals in the database, with a job for each change of what is wanted. */
export function createProposals(database: Database, queue: Queue): Proposals {
  const write = async (queryable: Queryable, id: string, { state, ...body }: ProposalNews): Promise<void> => {
    // Only what is named: whoever pushes and whoever takes back write at the same time.
    await queryable.query(
      `UPDATE pasteur.proposals SET state = coalesce($2, state), body = body || $3::jsonb, at = now() WHERE id = $1`,
      [storableText(id), state ?? null, storableJson(body)],
    );
  };
  return {
    add: async ({ id, repository, state, ...body }) => {
      await database.transaction(async (transaction) => {
        await transaction.query(
          `INSERT INTO pasteur.proposals (id, team, repository, state, body) VALUES ($1, $2, $3, $4, $5::jsonb)`,
          [id, rowTeam(), storableText(repository), state, storableJson(body)],
        );
        await queue.send(transaction, PROPOSAL_QUEUE, { data: { id }, group: id, singletonKey: id });
      });
    },
    get: async (id) => {
      const [row] = await database.query(
        `SELECT ${COLUMNS} FROM pasteur.proposals WHERE id = $1 AND team = $2`,
        [storableText(id), rowTeam()],
      );
      return row && proposalOf(row);
    },
    note: (id, news) => write(database, id, news),
    noteAndWork: (id, news) =>
      database.transaction(async (transaction) => {
        await write(transaction, id, news);
        await queue.send(transaction, PROPOSAL_QUEUE, { data: { id }, group: id, singletonKey: id });
      }),
    open: async (repository) => {
      const rows = await database.query(
        `SELECT ${COLUMNS} FROM pasteur.proposals
         WHERE team = $1 AND repository = $2 AND state NOT IN ('merged', 'withdrawn') ORDER BY at, id`,
        [rowTeam(), storableText(repository)],
      );
      return rows.map(proposalOf);
    },
    start: async (work) => {
      queue.work(
        PROPOSAL_QUEUE,
        async ({ data }) => {
          const [row] = await database.query(`SELECT ${COLUMNS} FROM pasteur.proposals WHERE id = $1`, [
            data.id,
          ]);
          if (row === undefined) return;
          const { id, team } = proposalOf(row);
          await forTeam(team, () => work(id));
        },
        { concurrency: CONCURRENCY },
      );
      await database.transaction(async (transaction) => {
        const stuck = await transaction.query(
          `SELECT ${COLUMNS} FROM pasteur.proposals
           WHERE (state IN ('waiting', 'refused', 'pushed') OR state = 'opened' AND NOT (body->>'isWanted')::boolean)
             AND at > now() - interval '30 days'
           ORDER BY at, id`,
        );
        for (const { id, team } of stuck.map(proposalOf)) {
          await forTeam(team, () =>
            queue.send(transaction, PROPOSAL_QUEUE, { data: { id }, group: id, singletonKey: id }),
          );
        }
      });
    },
    stop: async () => {
      // The queue stops with the database.
    },
  };
}

function forTeam<Result>(team: string, work: () => Result): Result {
  return withTeam(team === '' ? undefined : team, work);
}

function proposalOf(row: Row): Proposal {
  const { body, ...columns } = ROW.parse(row);
  return { ...body, ...columns };
}
