import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { rowTeam } from '../../store/current-team.ts';
import type { Proposal, Proposals, WorkOnProposal } from '../../store/proposal.ts';
import { RetryLater } from '../../store/queue/job-outcome.ts';

/** Some kilobytes each. */
const CAPACITY = 500;
const RETRIES = { retries: 20, minTimeout: 1000, maxTimeout: 300_000, factor: 2 };

/** Proposals of one process, for a Pasteur that keeps no database: what is not done by its end is not done. */
export function createMemoryProposals(): Proposals {
  const kept = new Map<string, Proposal>();
  const running = new Map<string, Promise<void>>();
  const abort = new AbortController();
  let work: WorkOnProposal = async () => undefined;

  const run = async (id: string): Promise<void> => {
    const attempt = async (): Promise<void> => {
      for (;;) {
        try {
          return await work(id);
        } catch (error) {
          if (!(error instanceof RetryLater)) throw error;
          await sleep(error.seconds * 1000, undefined, { signal: abort.signal, ref: false });
        }
      }
    };
    try {
      await pRetry(attempt, { ...RETRIES, unref: true, signal: abort.signal });
    } catch {
      // The proposal itself says what stands in its way.
    }
  };
  /** One at a time for each, so that it is not taken back while it is pushed. */
  const enqueue = (id: string): void => {
    const next = (running.get(id) ?? Promise.resolve()).then(() => run(id));
    running.set(id, next);
  };
  const note = async (id: string, news: Partial<Proposal>): Promise<void> => {
    const before = kept.get(id);
    if (before !== undefined) kept.set(id, { ...before, ...news });
  };
  return {
    add: async (proposal) => {
      kept.set(proposal.id, { ...proposal, team: rowTeam() });
      const oldest = kept.keys().next();
      if (kept.size > CAPACITY && !oldest.done) kept.delete(oldest.value);
      enqueue(proposal.id);
    },
    get: async (id) => kept.get(id),
    note,
    noteAndWork: async (id, news) => {
      await note(id, news);
      enqueue(id);
    },
    open: async (repository) =>
      [...kept.values()].filter(
        (each) =>
          each.team === rowTeam() &&
          each.repository === repository &&
          each.state !== 'merged' &&
          each.state !== 'withdrawn',
      ),
    start: async (given) => {
      work = given;
    },
    stop: async () => {
      abort.abort();
      await Promise.all(running.values());
    },
  };
}
