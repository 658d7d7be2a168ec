import { randomUUID } from 'node:crypto';
import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { encodeAnswerRef, type PasteSource } from '../answers/answer-ref.ts';
import { AskerProblem } from '../asker-problem.ts';
import { unescapeSlack } from '../blocks/escape.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { gatheringModal, noSaveModal, saveModal } from '../blocks/save-modal.ts';
import { guarded } from '../delivery/guard.ts';
import { maySeePaste } from '../may-see-paste.ts';
import { isFields, textAt } from '../payload.ts';
import { respondPrivately } from '../posting/post.ts';
import { fetchPaste, type Reader } from '../reading/fetch-paste.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { EMPTY_DRAFT, fillDraft } from '../save/fill-draft.ts';
import { requireEditor, type Saving, savingOf } from '../save/saving.ts';
import { threadReplies } from '../save/thread-replies.ts';
import { type PressArgs, readPressed, tellPresser } from './pressed-answer.ts';

/** An answer may be shared to people who never saw what it answers. */
const NOT_SHOWN: Paste = { text: '', notes: [] };

interface Opening {
  readonly saving: Saving;
  readonly source: PasteSource;
  readonly author: string;
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
  readonly triggerId: string;
  readonly reader: Reader;
}

/** Save as known error, the button of an answer that knows nothing. */
export async function onPressSave(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Save as known error',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const { ref, user, channel, place, reader } = readPressed(room, args);
      await openForm({
        saving: savingOf(room),
        source: ref.source,
        author: user,
        channel,
        threadTs: place?.threadTs,
        triggerId: args.body.trigger_id,
        reader,
      });
    },
  );
}

/** Save as known error, in the menu of any message. */
export async function onSaveShortcut(
  room: Room,
  args: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
): Promise<void> {
  const { shortcut, ack, respond, client, context } = args;
  await ack();
  const tell = (told: SlackMessage) => respondPrivately(respond, [told]);
  await guarded(room, 'Save as known error', tell, async () => {
    const { message, channel, user, trigger_id: triggerId } = shortcut;
    const root: unknown = message.thread_ts;
    const threadTs = typeof root === 'string' ? root : message.ts;
    await openForm({
      saving: savingOf(room),
      // In the thread of an error it is the error that is meant, whichever message the menu was opened on.
      source: { kind: 'message', channel: channel.id, ts: threadTs },
      author: user.id,
      channel: channel.id,
      threadTs,
      triggerId,
      reader: { room, client, botUserId: context.botUserId },
    });
  });
}

/** The form is opened before anything is read: what opens it is good for three seconds only. */
async function openForm(opening: Opening): Promise<void> {
  const { saving, reader, triggerId, author } = opening;
  const { client } = reader;
  const source = encodeAnswerRef({ source: opening.source, shown: [] });
  const id = randomUUID();
  const { view } = await client.views.open({ trigger_id: triggerId, view: gatheringModal(id) });
  const viewId = view?.id;
  if (viewId === undefined) throw new Error('views.open gave no id of its view');
  try {
    await requireEditor(saving, client, author);
    const open = await saving.drafts.findOpen(author, source);
    const kept = open ?? (await beginDraft(opening, id, source));
    await client.views.update({ view_id: viewId, view: saveModal(kept.id, kept.draft) });
  } catch (error) {
    const why =
      error instanceof AskerProblem
        ? error.message
        : 'Something failed on my side. Close this and try again.';
    await client.views.update({ view_id: viewId, view: noSaveModal(id, why) });
    // Told where the person looks; anything else is still logged.
    if (!(error instanceof AskerProblem)) throw error;
  }
}

async function beginDraft(opening: Opening, id: string, source: string): Promise<KeptDraft> {
  const { saving, reader, author, channel, threadTs } = opening;
  const maySee = await maySeePaste(reader, opening, author);
  const paste = maySee ? await fetchPaste(opening.source, reader) : NOT_SHOWN;
  const hasThread = channel !== undefined && threadTs !== undefined;
  const replies = hasThread ? await threadReplies(reader, channel, threadTs) : [];
  const draft =
    paste.text.trim() === ''
      ? EMPTY_DRAFT
      : await fillDraft(reader.room, saving, { paste, replies: replies.map(unescapeSlack) });
  const kept: KeptDraft = { id, author, source, channel, threadTs, draft, saved: undefined };
  await saving.drafts.put(kept);
  return kept;
}

/** The id of a form's draft: all that the form itself carries. */
export function draftIdOf(view: unknown): string {
  return isFields(view) ? textAt(view, 'private_metadata') : '';
}
