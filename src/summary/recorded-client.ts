import { z } from 'zod';
import type { ModelClient, ModelReply } from './model-client.ts';
import { FAILURE_KINDS, SummaryFailure } from './summary-failure.ts';

/** One call of a model, as it went. */
export const RECORDING = z.object({
  /** What it was about, such as the id of a labelled paste. */
  id: z.string(),
  elapsedMs: z.number(),
  reply: z
    .object({
      text: z.string(),
      tokens: z.object({ prompt: z.number(), answer: z.number() }).optional(),
    })
    .optional(),
  /** In place of a reply. */
  failure: z.enum(FAILURE_KINDS).optional(),
});
export type Recording = z.output<typeof RECORDING>;

/** Asks a model and tells how each call went. */
export function createRecordingClient(
  client: ModelClient,
  id: string,
  onCall: (recording: Recording) => void,
): ModelClient {
  return {
    ask: async (request, options) => {
      const started = performance.now();
      const elapsed = (): number => Math.round(performance.now() - started);
      try {
        const reply = await client.ask(request, options);
        onCall({ id, elapsedMs: elapsed(), reply: { text: reply.text, tokens: reply.tokens } });
        return reply;
      } catch (error) {
        if (error instanceof SummaryFailure) onCall({ id, elapsedMs: elapsed(), failure: error.kind });
        throw error;
      }
    },
  };
}

/** Gives recorded replies in their order, in place of a model. */
export function createReplayClient(
  recordings: readonly Recording[],
  id: string,
  onCall: (recording: Recording) => void,
): ModelClient {
  const left = recordings.filter((recording) => recording.id === id);
  return {
    ask: async (): Promise<ModelReply> => {
      const recording = left.shift();
      if (recording === undefined) {
        throw new SummaryFailure('unavailable', `the recording has no further call about ${id}`);
      }
      onCall(recording);
      const { reply, failure = 'unavailable' } = recording;
      if (reply === undefined) throw new SummaryFailure(failure, `recorded failure about ${id}`);
      return { text: reply.text, tokens: reply.tokens };
    },
  };
}
