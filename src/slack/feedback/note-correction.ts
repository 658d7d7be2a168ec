import type { Entry } from '../../knowledge/entry.ts';
import { CORRECTION_ROAD } from '../../store/asks.ts';
import { encodeAnswerRef } from '../answers/answer-ref.ts';
import { recordAsk } from '../answers/record-ask.ts';
import { once } from '../delivery/guard.ts';
import { maySeePaste } from '../may-see-paste.ts';
import { fetchPasteOrNone, type Reader } from '../reading/fetch-paste.ts';
import type { WrongPlace } from '../wrong/wrong-place.ts';

/** What a person says of an answer that they call wrong. */
export interface Correction {
  readonly person: string;
  /** The entry that was shown; undefined where it is gone. */
  readonly shown: Entry | undefined;
  /** The one that is right; undefined where none is. */
  readonly meant: Entry | undefined;
}

/**
 * Writes down which entry is right for a paste; where none is, the paste counts among what to write next. It does not
 * count where the paste is gone.
 */
export async function noteCorrection(
  reader: Reader,
  wrong: WrongPlace,
  { person, shown, meant }: Correction,
): Promise<void> {
  const { room } = reader;
  const { ref } = wrong;
  const paste = await fetchPasteOrNone(ref.source, reader);
  if (paste === undefined) return;
  const { text } = paste;
  if (shown !== undefined) {
    await room.feedback?.vote({ person, entry: shown.id, kind: 'wrong', meant: meant?.id, text });
  } else if (meant !== undefined) {
    await room.feedback?.vote({ person, entry: meant.id, kind: 'helpful', meant: undefined, text });
  }
  // What is written next is listed with its text for whoever says so.
  if (meant !== undefined || !(await maySeePaste(reader, { ...wrong, source: ref.source }, person))) return;
  const source = encodeAnswerRef({ source: ref.source, shown: [] });
  await once(room, `gap:${person}:${source}`, () =>
    recordAsk(room, CORRECTION_ROAD, { verdict: 'unmatched', entry: undefined, text }),
  );
}
