import type { Entry } from '../../knowledge/entry.ts';
import { isFields, textAt } from '../payload.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { EMPTY_DRAFT } from '../save/fill-draft.ts';
import type { CounterText } from './fill-counter.ts';

/** What the form of a counter-example carries: its draft, and the entry, for a draft that is no longer kept. */
export interface CounterRef {
  readonly draftId: string;
  /** See `entryKey`. */
  readonly entry: string;
}

export function encodeCounterRef(ref: CounterRef): string {
  return JSON.stringify(ref);
}

/** Undefined for what this release did not write. */
export function decodeCounterRef(metadata: string): CounterRef | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    if (!isFields(value)) return undefined;
    const ref = { draftId: textAt(value, 'draftId'), entry: textAt(value, 'entry') };
    return ref.draftId === '' || ref.entry === '' ? undefined : ref;
  } catch {
    // Opened by a release that wrote something else.
    return undefined;
  }
}

/** A counter-example as a draft of its page: the text, as phrases what takes the entry out, as a symptom why. */
export function withCounter(
  draft: Omit<KeptDraft, 'draft' | 'saved'>,
  entry: Entry,
  { text, unless, words }: CounterText,
): KeptDraft {
  const symptoms = words === '' ? [] : [words];
  const texts = { ...EMPTY_DRAFT, title: entry.title, phrases: unless, symptoms, notExamples: [text] };
  return { ...draft, draft: texts, saved: undefined };
}

export function counterOf({ draft }: Pick<KeptDraft, 'draft'>): CounterText {
  return {
    text: draft.notExamples.join('\n'),
    unless: draft.phrases,
    words: draft.symptoms.join(' '),
  };
}
