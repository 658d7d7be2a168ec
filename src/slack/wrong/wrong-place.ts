import { type AnswerRef, decodeAnswerRef, encodeAnswerRef } from '../answers/answer-ref.ts';
import { LIMITS } from '../blocks/limits.ts';
import { isFields, textAt } from '../payload.ts';

/** The answer that somebody calls wrong, as the form about it carries it: it may stay open over a restart. */
export interface WrongPlace {
  readonly ref: AnswerRef;
  readonly channel: string | undefined;
  /** Time of the message that the button stood under. */
  readonly messageTs: string;
  /** Its thread; undefined for an answer that only its asker sees. */
  readonly threadTs: string | undefined;
  /** Where such an answer can be replaced, for half an hour. */
  readonly responseUrl: string | undefined;
}

export function encodeWrongPlace({ ref, ...place }: WrongPlace): string {
  const whole = JSON.stringify({ ...place, ref: encodeAnswerRef(ref) });
  if (whole.length <= LIMITS.privateMetadata) return whole;
  // The entry that it is about; those shown before it only keep "next" from showing them again.
  return JSON.stringify({ ...place, ref: encodeAnswerRef({ ...ref, shown: ref.shown.slice(-1) }) });
}

/** Undefined for what this release did not write. */
export function decodeWrongPlace(metadata: string): WrongPlace | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    if (!isFields(value)) return undefined;
    const ref = decodeAnswerRef(textAt(value, 'ref'));
    if (ref === undefined) return undefined;
    return {
      ref,
      channel: textAt(value, 'channel') || undefined,
      messageTs: textAt(value, 'messageTs'),
      threadTs: textAt(value, 'threadTs') || undefined,
      responseUrl: textAt(value, 'responseUrl') || undefined,
    };
  } catch {
    // Opened by a release that wrote something else.
    return undefined;
  }
}
