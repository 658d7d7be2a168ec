import { type AnswerRef, decodeAnswerRef, entryKey } from '../answers/answer-ref.ts';
import { AskerProblem } from '../asker-problem.ts';
import { fetchPaste, type Reader } from '../reading/fetch-paste.ts';
import type { Paste } from '../reading/paste.ts';
import type { Asked } from './asked.ts';

/** What a thread is about before a question in it. */
export interface ThreadContext {
  readonly paste: Paste;
  readonly ref: AnswerRef;
}

/**
 * What the thread of a question is about: what was last answered in it, else the alert or the message that it hangs
 * on. Undefined outside a thread, and where that can no longer be read.
 */
export async function threadContext(asked: Asked, reader: Reader): Promise<ThreadContext | undefined> {
  const ref = await threadRef(asked, reader);
  if (ref === undefined) return undefined;
  try {
    return { paste: await fetchPaste(ref.source, reader), ref };
  } catch (error) {
    // The question is then one of its own.
    if (error instanceof AskerProblem) return undefined;
    throw error;
  }
}

async function threadRef({ channel, ts, root }: Asked, { room }: Reader): Promise<AnswerRef | undefined> {
  if (root === undefined) return undefined;
  const last = await room.answers.newestIn(channel, root, ts);
  if (last !== undefined) return decodeAnswerRef(last.ref);
  const alert = await room.alerts?.byThread(channel, root);
  if (alert !== undefined) {
    const shown = alert.answer === undefined ? [] : [entryKey(alert.answer.id)];
    return { source: { kind: 'alert', id: alert.record.id }, shown };
  }
  return { source: { kind: 'message', channel, ts: root }, shown: [] };
}
