import type { Entry } from '../../knowledge/entry.ts';
import type { Match } from '../../triage/result.ts';
import type { Room } from '../room.ts';
import { entryKey } from './answer-ref.ts';

/** The entry that a button or a form names by its key; undefined where it is gone. */
export function entryWith(room: Room, key: string | undefined): Entry | undefined {
  return room.entries().find(({ id }) => entryKey(id) === key);
}

/** An entry that a person named, as a match: nothing in the paste speaks for it. */
export function namedMatch(entry: Entry): Match {
  const { id, title, causes, steps, related, references, page } = entry;
  const nothing = { rule: undefined, evidence: [], score: 0, scoreParts: [], features: [] };
  return { ...nothing, confidence: 1, id, title, causes, steps, related, references, page };
}
