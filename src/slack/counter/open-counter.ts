import type { types } from '@slack/bolt';
import type { Entry } from '../../knowledge/entry.ts';
import { encodeAnswerRef, entryKey } from '../answers/answer-ref.ts';
import { AskerProblem } from '../asker-problem.ts';
import { counterModal, counterNoticeModal } from '../blocks/counter-modal.ts';
import { maySeePaste } from '../may-see-paste.ts';
import { fetchPaste, type Reader } from '../reading/fetch-paste.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { requireEditor, type Saving, savingOf } from '../save/saving.ts';
import { reportError } from '../slack-fault.ts';
import type { WrongPlace } from '../wrong/wrong-place.ts';
import { counterOf, encodeCounterRef, withCounter } from './counter-draft.ts';
import { type CounterText, fillCounter } from './fill-counter.ts';

/** Who keeps a paste as a counter-example of which entry, and the view in whose place the form stands. */
export interface CounterOpening {
  readonly viewId: string;
  readonly draftId: string;
  readonly user: string;
  readonly entry: Entry;
  readonly place: WrongPlace;
  /** What they said tells the two entries apart; empty for nothing. */
  readonly words: string;
}

/** For somebody who may not see the paste: they write what they know of it. */
const NOTHING_SHOWN: CounterText = { text: '', unless: [], words: '' };

/** What stands there until the text is gathered. */
export function gatheringCounter({
  draftId,
  entry,
}: Pick<CounterOpening, 'draftId' | 'entry'>): types.ModalView {
  const metadata = encodeCounterRef({ draftId, entry: entryKey(entry.id) });
  return counterNoticeModal(metadata, ['Taking secrets, names and addresses out of the paste…']);
}

/** Puts the form of a counter-example where the form about the wrong answer stood, or says why there is none. */
export async function openCounter(reader: Reader, opening: CounterOpening): Promise<void> {
  const { client, room } = reader;
  const { viewId, entry } = opening;
  const show = (view: types.ModalView) =>
    client.views.update({ view_id: viewId, view }).catch((error: unknown) => {
      room.log.info({ error: reportError(error) }, 'the form of a counter-example was closed meanwhile');
    });
  try {
    const saving = savingOf(room);
    await requireEditor(saving, client, opening.user);
    const page = await saving.pages.read(entry.id);
    if (page === undefined) throw new AskerProblem('That page is gone meanwhile.');
    const kept = await openDraft(reader, saving, opening);
    const metadata = encodeCounterRef({ draftId: kept.id, entry: entryKey(entry.id) });
    const { path, obstacle } = page;
    await show(counterModal({ metadata, title: entry.title, path, obstacle, ...counterOf(kept) }));
  } catch (error) {
    const isTold = error instanceof AskerProblem;
    if (!isTold) room.log.error({ error: reportError(error) }, 'a counter-example could not be begun');
    const why = isTold ? error.message : 'Something failed on my side.';
    const metadata = encodeCounterRef({ draftId: opening.draftId, entry: entryKey(entry.id) });
    await show(counterNoticeModal(metadata, [why]));
  }
}

/** What this person had begun about the same paste and entry, or a new one. */
async function openDraft(reader: Reader, saving: Saving, opening: CounterOpening): Promise<KeptDraft> {
  const { draftId, user, entry, place } = opening;
  const source = encodeAnswerRef({ source: place.ref.source, shown: [entryKey(entry.id)] });
  const open = await saving.drafts.findOpen(user, source);
  if (open !== undefined) return open;
  const text = (await maySeePaste(reader, { ...place, source: place.ref.source }, user))
    ? await fillCounter(reader.room, saving, {
        paste: await fetchPaste(place.ref.source, reader),
        entry,
        words: opening.words,
      })
    : NOTHING_SHOWN;
  const { threadTs } = place;
  // Of an answer that only its asker sees, the channel is told nothing.
  const channel = threadTs === undefined ? undefined : place.channel;
  const kept = withCounter({ id: draftId, author: user, source, channel, threadTs }, entry, text);
  await saving.drafts.put(kept);
  return kept;
}
