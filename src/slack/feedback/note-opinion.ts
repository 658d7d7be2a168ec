import { type AnswerRef, entryKey } from '../answer-ref.ts';
import { triagePaste } from '../answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import { fetchPaste, type Reader } from '../fetch-paste.ts';
import type { Paste } from '../paste.ts';

/**
 * Writes down what a person thought of the entry that a button stood under. It does not count where the paste is gone or
 * the entry no longer matches it.
 */
export async function noteOpinion(
  reader: Reader,
  ref: AnswerRef,
  opinion: { readonly person: string; readonly kind: 'helpful' | 'not_this' },
): Promise<void> {
  const { room } = reader;
  if (room.feedback === undefined) return;
  const paste = await pasteOrNone(reader, ref);
  if (paste === undefined) return;
  const key = ref.shown.at(-1);
  const match = triagePaste(room, paste).matches.find(({ id }) => entryKey(id) === key);
  if (match === undefined) return;
  const { person, kind } = opinion;
  await room.feedback.vote({ person, kind, meant: undefined, entry: match.id, text: paste.text });
}

async function pasteOrNone(reader: Reader, { source }: AnswerRef): Promise<Paste | undefined> {
  try {
    return await fetchPaste(source, reader);
  } catch (error) {
    if (!(error instanceof AskerProblem)) throw error;
    reader.room.log.info('a vote does not count: its paste is gone');
    return undefined;
  }
}
