import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Entry } from '../../knowledge/entry.ts';
import { searchNames } from '../../knowledge/name-search.ts';
import { entryKey, MAX_CANDIDATES } from '../answers/answer-ref.ts';
import { triagePaste } from '../answers/answering.ts';
import { entryOptions } from '../blocks/entry-options.ts';
import { LIMITS } from '../blocks/limits.ts';
import { fetchPaste } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { withTimeLimit } from '../time.ts';
import { decodeWrongPlace } from '../wrong/wrong-place.ts';

type SuggestArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** Slack waits three seconds for a menu; reading the paste is the part that may take long. */
const PASTE_MS = 1500;

/** What the menu of the right entry offers: those that are named as typed, then those that the text typed would triage to. */
export async function onSuggestEntries(room: Room, args: SuggestArgs): Promise<void> {
  const { options, ack } = args;
  const found = options.value.trim() === '' ? await candidates(room, args) : search(room, options.value);
  await ack({ options: entryOptions(found) });
}

function search(room: Room, query: string): readonly Named[] {
  const named = searchNames(room.entries(), query, LIMITS.options);
  const { matches, nearest } = room.triage()(query, { top: MAX_CANDIDATES });
  return distinct([...named, ...matches, ...nearest]);
}

/** Before anything is typed: what else the paste could be. */
async function candidates(room: Room, { options, client, context }: SuggestArgs): Promise<readonly Named[]> {
  const place = decodeWrongPlace(options.view?.private_metadata ?? '');
  if (place === undefined) return [];
  try {
    const reader = { room, client, botUserId: context.botUserId };
    const paste = await withTimeLimit(fetchPaste(place.ref.source, reader), PASTE_MS);
    const { matches, nearest } = triagePaste(room, paste);
    const shown = place.ref.shown.at(-1);
    return distinct([...matches, ...nearest]).filter(({ id }) => entryKey(id) !== shown);
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'the menu of entries begins empty');
    return [];
  }
}

type Named = Pick<Entry, 'id' | 'title'>;

function distinct(entries: readonly Named[]): readonly Named[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}
