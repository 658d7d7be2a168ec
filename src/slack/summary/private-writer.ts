import type { RespondFn } from '@slack/bolt';
import { notice } from '../blocks/notices.ts';
import { buildSummary } from '../blocks/summary.ts';
import { respondPrivately } from '../posting/post.ts';
import type { SummaryWriter } from './summary-writer.ts';

/** Writes for one person alone, beside an answer that only they see. Such a message can be replaced, but not streamed. */
export function createPrivateWriter(respond: RespondFn): SummaryWriter {
  return {
    begin: async (model) => {
      await respondPrivately(respond, [notice(`Asking the model (${model})…`)]);
      return undefined;
    },
    part: async () => undefined,
    end: async (view) => respondPrivately(respond, [buildSummary(view)]),
    fail: async (line) => respondPrivately(respond, [notice(line)]),
    withdraw: async () => undefined,
  };
}
