import { type AnswerRef, entryKey } from '../answers/answer-ref.ts';
import { triagePaste } from '../answers/answering.ts';
import { fetchPasteOrNone, type Reader } from '../reading/fetch-paste.ts';

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
  const paste = await fetchPasteOrNone(ref.source, reader);
  if (paste === undefined) return;
  const key = ref.shown.at(-1);
  const match = triagePaste(room, paste).matches.find(({ id }) => entryKey(id) === key);
  if (match === undefined) return;
  const { person, kind } = opinion;
  await room.feedback.vote({ person, kind, meant: undefined, entry: match.id, text: paste.text });
}
