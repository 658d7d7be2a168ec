import { createTriage } from '../../index.ts';
import type { Entry } from '../../knowledge/entry.ts';
import { generalise } from '../../knowledge/save/generalise.ts';
import { proposeUnless } from '../../knowledge/save/propose-unless.ts';
import { plainLines } from '../../triage/telling-part.ts';
import { triagePaste } from '../answers/answering.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import { EXAMPLE_LENGTH } from '../save/fill-draft.ts';
import type { Saving } from '../save/saving.ts';
import { tellingLines } from '../save/telling-lines.ts';

/** What a page may get of a paste that its entry must not answer. */
export interface CounterText {
  readonly text: string;
  readonly unless: readonly string[];
  /** Why it must not, as somebody said; empty for nothing. */
  readonly words: string;
}

/**
 * The telling lines of a paste with secrets, names and addresses taken out, and ids and numbers too, as long as the entry
 * answers them as it answered the paste: a counter-example that it would not answer anyway holds nothing.
 */
export async function fillCounter(
  room: Room,
  saving: Saving,
  { paste, entry, words }: { readonly paste: Paste; readonly entry: Entry; readonly words: string },
): Promise<CounterText> {
  const [redacted = '', why = ''] = await saving.redact([plainLines(paste.text).join('\n'), words]);
  const lines = tellingLines(redacted, EXAMPLE_LENGTH);
  const codes = triagePaste(room, paste).signals.map(({ value }) => value);
  const specific = lines.join('\n');
  const general = lines.map((line) => generalise(line, codes) || line).join('\n');
  const answers = (text: string) =>
    triagePaste(room, { text, notes: [] }).matches.some(({ id }) => id === entry.id);
  const text = answers(general) === answers(paste.text) ? general : specific;
  const phrase = proposeUnless(entry, text, { createTriage, codes });
  return { text, unless: phrase === undefined ? [] : [phrase], words: why };
}
