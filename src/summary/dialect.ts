import { SummaryFailure } from './summary-failure.ts';

/** One way to ask: which part of the API, and how the shape of the answer is asked for. */
export interface Rung {
  readonly api: 'responses' | 'chat';
  /** `schema`: the server holds the model to it; `object`: to any JSON; `words`: the prompt alone asks for it. */
  readonly format: 'schema' | 'object' | 'words';
}

/** From the best to what every server has. */
const LADDER: readonly Rung[] = [
  { api: 'responses', format: 'schema' },
  { api: 'chat', format: 'schema' },
  { api: 'chat', format: 'object' },
  { api: 'chat', format: 'words' },
];

/** Statuses by which servers say that they do not know a path or a field. */
const UNKNOWN_THERE = new Set([400, 405, 415, 422, 501]);

/** Finds out once which way a server takes, and stays with it. */
export function createDialect(): {
  /** Runs a call in the way that is known to work, or else in each way until one does. */
  speak<T>(call: (rung: Rung) => Promise<T>): Promise<T>;
} {
  let known: number | undefined;
  return {
    speak: async (call) => {
      let refusal: unknown;
      for (const [index, rung] of LADDER.entries()) {
        if (known !== undefined && index !== known) continue;
        try {
          const result = await call(rung);
          known = index;
          return result;
        } catch (error) {
          // Any other failure says that the server does know the way.
          if (known !== undefined || !isUnknownThere(error, rung)) throw error;
          refusal = error;
        }
      }
      throw refusal;
    },
  };
}

function isUnknownThere(error: unknown, { api }: Rung): boolean {
  if (!(error instanceof SummaryFailure) || error.status === undefined) return false;
  // A prompt that does not fit does not fit anywhere.
  if (/context.?(?:length|window)|maximum context/i.test(error.message)) return false;
  // A server without Responses knows no such path; one that misses the model says so by name.
  if (error.status === 404) return api === 'responses' && !/model/i.test(error.message);
  return UNKNOWN_THERE.has(error.status);
}
