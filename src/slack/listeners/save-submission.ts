import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, types, ViewSubmitAction } from '@slack/bolt';
import type { DraftProblem, PageCredit } from '../../knowledge/save/page-draft.ts';
import { shorten } from '../blocks/escape.ts';
import { checkingModal, SAVE_INPUT, savedModal, saveModal } from '../blocks/save-modal.ts';
import { personName } from '../people/person-name.ts';
import type { Room } from '../room.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { draftOf, FORM_FIELDS, type FormField } from '../save/form.ts';
import { requireEditor, savingOf } from '../save/saving.ts';
import { tellSaved } from '../save/tell-saved.ts';
import { threadLink } from '../save/thread-link.ts';
import { whyNotSaved } from '../save/why-not-saved.ts';
import { reportError } from '../slack-fault.ts';
import { draftIdOf } from './save-open.ts';

/** Longest message below a field. Ours: Slack names none, and two lines can be read. */
const MAX_ERROR = 400;

type SubmissionArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** Checks what was typed and saves it; what keeps it from being saved stands below its field, and the form stays open. */
export async function onSaveSubmission(room: Room, args: SubmissionArgs): Promise<void> {
  const { ack, body, client } = args;
  let kept: KeptDraft;
  let credit: PageCredit;
  try {
    const saving = savingOf(room);
    kept = await readForm(room, args);
    // Before anything can refuse it.
    await saving.drafts.put(kept);
    await requireEditor(saving, client, body.user.id);
    credit = { author: (await personName(room, client, body.user.id)) ?? body.user.id, day: saving.today() };
    const problems = saving.pages.glance(kept.draft, credit);
    if (problems.length > 0) {
      await ack({ response_action: 'errors', errors: errorsOf(problems) });
      return;
    }
    await ack({ response_action: 'update', view: checkingModal(kept.id) });
  } catch (error) {
    await ack({ response_action: 'errors', errors: { title: shorten(whyNotSaved(room, error), MAX_ERROR) } });
    return;
  }
  await checkAndSave(room, args, kept, credit);
}

/** Slack has its answer by now; what comes of it is shown in the form's place. */
async function checkAndSave(
  room: Room,
  { client, view }: SubmissionArgs,
  kept: KeptDraft,
  credit: PageCredit,
): Promise<void> {
  const show = (next: types.ModalView) => client.views.update({ view_id: view.id, view: next });
  let saved: KeptDraft;
  try {
    const problems = savingOf(room).pages.check(kept.draft, credit);
    if (problems.length > 0) {
      await show(saveModal(kept.id, kept.draft, problems));
      return;
    }
    saved = await save(room, kept, { ...credit, source: await threadLink(room, client, kept) });
  } catch (error) {
    await show(saveModal(kept.id, kept.draft, [{ field: 'title', message: whyNotSaved(room, error) }]));
    return;
  }
  await show(savedModal(kept.id, saved.saved?.path ?? '')).catch((error: unknown) => {
    room.log.info({ error: reportError(error) }, 'the form of a saved page was closed meanwhile');
  });
  const { title } = kept.draft;
  await tellSaved(room, client, { kept: saved, title, author: credit.author, what: 'page' });
}

async function save(room: Room, kept: KeptDraft, credit: PageCredit): Promise<KeptDraft> {
  const saving = savingOf(room);
  const saved = { ...kept, saved: await saving.pages.save(kept.draft, credit) };
  await saving.drafts.put(saved);
  room.log.info({ path: saved.saved.path, author: kept.author }, 'a page was saved');
  return saved;
}

/** A form whose draft is no longer kept still has all its texts. */
async function readForm(room: Room, { view, body }: SubmissionArgs): Promise<KeptDraft> {
  const id = draftIdOf(view);
  const before = await savingOf(room).drafts.get(id);
  const typed = (field: FormField) => view.state.values[field]?.[SAVE_INPUT]?.value ?? '';
  const texts = {
    title: typed('title'),
    system: typed('system'),
    phrases: typed('phrases'),
    symptoms: typed('symptoms'),
    causes: typed('causes'),
    steps: typed('steps'),
    example: typed('example'),
  };
  const own = before?.author === body.user.id && before.saved === undefined ? before : undefined;
  return {
    id,
    author: body.user.id,
    source: own?.source ?? '',
    channel: own?.channel,
    threadTs: own?.threadTs,
    draft: draftOf(texts, own?.draft.notExamples ?? []),
    saved: undefined,
  };
}

function errorsOf(problems: readonly DraftProblem[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of problems) {
    const shown: string = FORM_FIELDS.find((name) => name === field) ?? 'example';
    errors[shown] = shorten([errors[shown], message].filter(Boolean).join(' '), MAX_ERROR);
  }
  return errors;
}
