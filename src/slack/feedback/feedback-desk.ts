import { createHash } from 'node:crypto';
import type { Logger } from '../../log.ts';
import { rowTeam } from '../../store/current-team.ts';
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

/** Takes what people think of answers, and tells what comes of it, for the workspace that is worked for. */
export interface FeedbackDesk {
  /** Writes it down; it counts when this resolves. */
  vote(opinion: Opinion): Promise<void>;
  /** What people thought of entries, by id, from -1 to 1, as of at most a minute ago. */
  priors(): ReadonlyMap<string, number>;
  tallyOf(entry: string): Tally | undefined;
  /** A workspace has taken Pasteur out: what was known of it is not told when it comes back. */
  forget(team: string): void;
}

export interface FeedbackDeskOptions {
  readonly store: FeedbackStore;
  /** Whether the text of a paste may be kept with its vote (`all`), and for how many days. */
  readonly keep: { readonly text: 'never' | 'unmatched' | 'all'; readonly days: number };
  readonly log: Logger;
}

/** Other processes vote too. */
const FRESH_MS = 60_000;

/** How the entries stand with the people of one workspace. */
interface Standings {
  readonly byEntry: ReadonlyMap<string, EntryStanding>;
  readonly priors: ReadonlyMap<string, number>;
  readonly readAt: number;
}

const UNREAD: Standings = { byEntry: new Map(), priors: new Map(), readAt: Number.NEGATIVE_INFINITY };

export async function createFeedbackDesk({ store, keep, log }: FeedbackDeskOptions): Promise<FeedbackDesk> {
  const byTeam = new Map<string, Standings>();
  const own = () => byTeam.get(rowTeam()) ?? UNREAD;
  const read = async (): Promise<void> => {
    const readAt = performance.now();
    const team = rowTeam();
    // Nobody else begins to read meanwhile.
    byTeam.set(team, { ...own(), readAt });
    const all = await store.standings(WEIGHTS.feedback.halfLifeDays);
    for (const each of new Set([team, ...all.map((standing) => standing.team)])) {
      const standings = all.filter((standing) => standing.team === each);
      byTeam.set(each, {
        byEntry: new Map(standings.map((standing) => [standing.entry, standing])),
        priors: new Map(standings.map((standing) => [standing.entry, priorFrom(standing)])),
        readAt,
      });
    }
  };
  // Here no workspace is worked for, so that those of all are read and the first answer to each already knows its own.
  await read();
  return {
    vote: async ({ text, ...opinion }) => {
      const kept = keep.text === 'all' ? { text, days: keep.days } : undefined;
      await store.vote({ ...opinion, paste: digestOf(text), kept });
      await read();
    },
    priors: () => {
      if (performance.now() - own().readAt > FRESH_MS) {
        read().catch((error: unknown) =>
          log.warn({ error: reportError(error) }, 'feedback was not read; what was known stays in use'),
        );
      }
      return own().priors;
    },
    tallyOf: (entry) => own().byEntry.get(entry),
    forget: (team) => {
      byTeam.delete(team);
    },
  };
}

/** The same paste has the same digest, whoever asks and wherever. */
function digestOf(text: string): string {
  return createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('hex').slice(0, 32);
}
