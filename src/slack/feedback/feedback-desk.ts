import { createHash } from 'node:crypto';
import type { Logger } from '../../log.ts';
import type { EntryStanding, FeedbackStore, Vote } from '../../store/feedback.ts';
import { priorFrom } from '../../triage/prior.ts';
import { WEIGHTS } from '../../triage/weights.ts';
import { reportError } from '../slack-fault.ts';

/** What is said of one answer. */
export interface Opinion extends Pick<Vote, 'person' | 'entry' | 'kind' | 'meant'> {
  /** The text that was answered. */
  readonly text: string;
}

/** Pastes that an entry solved, of those that people voted on. */
export interface Tally {
  readonly solved: number;
  readonly asked: number;
}

/** Takes what people think of answers, and tells what comes of it. */
export interface FeedbackDesk {
  /** Writes it down; it counts when this resolves. */
  vote(opinion: Opinion): Promise<void>;
  /** What people thought of entries, by id, from -1 to 1, as of at most a minute ago. */
  priors(): ReadonlyMap<string, number>;
  tallyOf(entry: string): Tally | undefined;
}

export interface FeedbackDeskOptions {
  readonly store: FeedbackStore;
  /** Whether the text of a paste may be kept with its vote (`all`), and for how many days. */
  readonly keep: { readonly text: 'never' | 'unmatched' | 'all'; readonly days: number };
  readonly log: Logger;
}

/** Other processes vote too. */
const FRESH_MS = 60_000;

export async function createFeedbackDesk({ store, keep, log }: FeedbackDeskOptions): Promise<FeedbackDesk> {
  let standings: ReadonlyMap<string, EntryStanding> = new Map();
  let priors: ReadonlyMap<string, number> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<void> => {
    readAt = performance.now();
    const all = await store.standings(WEIGHTS.feedback.halfLifeDays);
    standings = new Map(all.map((standing) => [standing.entry, standing]));
    priors = new Map(all.map((standing) => [standing.entry, priorFrom(standing)]));
  };
  await read();
  return {
    vote: async ({ text, ...opinion }) => {
      const kept = keep.text === 'all' ? { text, days: keep.days } : undefined;
      await store.vote({ ...opinion, paste: digestOf(text), kept });
      await read();
    },
    priors: () => {
      if (performance.now() - readAt > FRESH_MS) {
        read().catch((error: unknown) =>
          log.warn({ error: reportError(error) }, 'feedback was not read; what was known stays in use'),
        );
      }
      return priors;
    },
    tallyOf: (entry) => standings.get(entry),
  };
}

/** The same paste has the same digest, whoever asks and wherever. */
function digestOf(text: string): string {
  return createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('hex').slice(0, 32);
}
