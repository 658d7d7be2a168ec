import { type Fields, isFields, listAt, textAt } from '../payload.ts';
import type { Marking } from '../posting/post.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';
import { answerMetadata, readMark } from './answer-mark.ts';
import { type Asked, placeOf } from './asked.ts';

/** What a thread shows of a question and of the answer to it. */
export interface Shown {
  /** The question as it stands now; undefined where it was deleted. */
  readonly question: Fields | undefined;
  /** Times of the messages of its answer, by their place in it. */
  readonly parts: ReadonlyMap<number, string>;
  /** Ids of the answer's files, by name. */
  readonly files: ReadonlyMap<string, string>;
}

const PAGE = 200;
const MOST_PAGES = 10;
const GONE = new Set(['thread_not_found', 'message_not_found']);

/**
 * Looks what an earlier try, which was cut off, has said. Undefined where the thread cannot be read: an answer that may
 * be a second one is better than none.
 */
export async function lookFor(asked: Asked, reader: Reader): Promise<Shown | undefined> {
  const messages = await readThread(asked, reader);
  if (messages === undefined) return undefined;
  const parts = new Map<number, string>();
  const files = new Map<string, string>();
  // A file carries no mark: it stands after the messages that it belongs to.
  let isOurs = false;
  for (const message of messages) {
    const mark = readMark(message);
    if (mark !== undefined) isOurs = mark.question === asked.ts;
    if (!isOurs || textAt(message, 'user') !== reader.botUserId) continue;
    if (mark !== undefined) parts.set(mark.part, textAt(message, 'ts'));
    for (const file of listAt(message, 'files')) files.set(textAt(file, 'name'), textAt(file, 'id'));
  }
  const question = messages.find((message) => textAt(message, 'ts') === asked.ts);
  // What has replies is not deleted but blanked.
  const isBlank = question !== undefined && textAt(question, 'subtype') === 'tombstone';
  return { question: isBlank ? undefined : question, parts, files };
}

/** How the messages of an answer are known again; `first` is the place in the answer of the first one that is posted. */
export function answerMarking(asked: Asked, reader: Reader, first = 0): Marking {
  return {
    markOf: (index) => answerMetadata({ question: asked.ts, part: first + index }),
    find: async (index) => (await lookFor(asked, reader))?.parts.get(first + index),
  };
}

/** A thread from the question on, in order. */
async function readThread(asked: Asked, { room, client }: Reader): Promise<readonly Fields[] | undefined> {
  const { channel, threadTs } = placeOf(asked);
  const window = { channel, ts: threadTs, oldest: asked.ts, inclusive: true, limit: PAGE };
  const found: unknown[] = [];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const replies = await client.conversations.replies({
        ...window,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
      });
      found.push(...(replies.messages ?? []));
      cursor = replies.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) break;
    }
  } catch (error) {
    const name = slackErrorName(error);
    if (name === undefined) throw error;
    if (!GONE.has(name)) {
      room.log.warn({ channel, error: reportError(error) }, 'a thread cannot be read for an earlier answer');
      return undefined;
    }
  }
  return found.filter(isFields);
}
