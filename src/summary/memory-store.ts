import type { SentMessage, SummaryPlace } from '../store/summaries/summary-log.ts';
import type { SummaryStore } from '../store/summaries/summary-store.ts';

/** Records of summaries that are kept, and answers; the oldest go first. */
const CAPACITY = 500;
const DAY_MS = 86_400_000;

/** The same as in the database, for one process that keeps nothing. `now` is in milliseconds since 1970. */
export function createMemorySummaryStore(now: () => number): SummaryStore {
  return { budget: createBudget(now), cache: createCache(now), log: createLog(now) };
}

function createBudget(now: () => number): SummaryStore['budget'] {
  let day = 0;
  let used = 0;
  const turn = (): void => {
    const today = Math.floor(now() / DAY_MS);
    if (today !== day) used = 0;
    day = today;
  };
  return {
    reserve: async (tokens, limit) => {
      turn();
      if (used + tokens > limit) return false;
      used += tokens;
      return true;
    },
    settle: async (reserved, real) => {
      turn();
      used = Math.max(0, used + real - reserved);
    },
  };
}

function createCache(now: () => number): SummaryStore['cache'] {
  const kept = new Map<string, { readonly value: unknown; readonly at: number }>();
  return {
    get: async (key, maxAgeSeconds) => {
      const found = kept.get(key);
      return found !== undefined && now() - found.at < maxAgeSeconds * 1000 ? found.value : undefined;
    },
    put: async (key, value) => {
      kept.delete(key);
      kept.set(key, { value, at: now() });
      dropOldest(kept);
    },
  };
}

interface Kept {
  state: 'running' | 'ended';
  asked: string;
  deadline: number;
  place?: SummaryPlace;
  sent?: readonly SentMessage[];
}

function createLog(now: () => number): SummaryStore['log'] {
  const kept = new Map<string, Kept>();
  const end = (condition: (summary: Kept) => boolean): [string, Kept][] => {
    const ended = [...kept].filter(([, summary]) => summary.state === 'running' && condition(summary));
    for (const [, summary] of ended) summary.state = 'ended';
    return ended;
  };
  return {
    start: async ({ id, asked, runSeconds }) => {
      const key = asked === undefined ? '' : `${asked.channel}:${asked.ts}`;
      kept.set(id, { state: 'running', asked: key, deadline: now() + runSeconds * 1000 });
      dropOldest(kept);
    },
    place: async (id, place) => {
      const summary = kept.get(id);
      if (summary !== undefined) summary.place = place;
    },
    recordSent: async (id, sent) => {
      const summary = kept.get(id);
      if (summary !== undefined) summary.sent = sent;
    },
    finish: async (id) => {
      const summary = kept.get(id);
      if (summary?.state !== 'running') return false;
      summary.state = 'ended';
      return true;
    },
    abort: async (channel, ts) => end(({ asked }) => asked === `${channel}:${ts}`).map(([id]) => id),
    forget: async (channel, ts) => {
      const gone = [...kept].filter(
        ([, { asked, state }]) => asked === `${channel}:${ts}` && state === 'ended',
      );
      for (const [id] of gone) kept.delete(id);
      return gone.flatMap(([, { place }]) => place ?? []);
    },
    // What an earlier process left is not in this one's memory.
    takeCutOff: async () =>
      end(({ deadline }) => deadline < now()).map(([id, { place }]) => ({ id, place, team: undefined })),
    sentOf: async (id) => kept.get(id)?.sent,
  };
}

function dropOldest(kept: Map<string, unknown>): void {
  const [first] = kept.keys();
  if (kept.size > CAPACITY && first !== undefined) kept.delete(first);
}
