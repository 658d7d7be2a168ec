import { type AnswerRef, entryKey } from '../answer-ref.ts';
import { triagePaste } from '../answering.ts';
import { fetchPaste, type Reader } from '../fetch-paste.ts';

/** Writes down what a person thought of the entry that a button stood under; one that no longer matches is left out. */
export async function noteOpinion(
  reader: Reader,
  ref: AnswerRef,
  opinion: {
    readonly person: string;
    readonly kind: 'helpful' | 'not_this' | 'wrong';
    readonly meant?: string;
  },
): Promise<void> {
  const { room } = reader;
  if (room.feedback === undefined) return;
  const paste = await fetchPaste(ref.source, reader);
  const key = ref.shown.at(-1);
  const match = triagePaste(room, paste).matches.find(({ id }) => entryKey(id) === key);
  if (match === undefined) return;
  const { person, kind, meant } = opinion;
  await room.feedback.vote({ person, kind, meant, entry: match.id, text: paste.text });
}
