import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, types, ViewSubmitAction } from '@slack/bolt';
import type { Entry } from '../../knowledge/entry.ts';
import type { PageCredit } from '../../knowledge/save/page-draft.ts';
import { entryWith } from '../answers/named-entry.ts';
import { AskerProblem } from '../asker-problem.ts';
import { COUNTER_BLOCKS, COUNTER_INPUT, counterModal, counterNoticeModal } from '../blocks/counter-modal.ts';
import { shorten } from '../blocks/escape.ts';
import { counterOf, decodeCounterRef, encodeCounterRef, withCounter } from '../counter/counter-draft.ts';
import { keepCounter } from '../counter/keep-counter.ts';
import { personName } from '../people/person-name.ts';
import type { Room } from '../room.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { requireEditor, savingOf } from '../save/saving.ts';
import { whyNotSaved } from '../save/why-not-saved.ts';
import { reportError } from '../slack-fault.ts';

type SubmissionArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** Longest message below a field. Ours: Slack names none, and two lines can be read. */
const MAX_ERROR = 400;

/** Letters and digits below which a phrase would take the entry out of too much. */
const MIN_PHRASE_LENGTH = 8;

interface Submitted {
  readonly entry: Entry;
  readonly kept: KeptDraft;
}

/** Puts a counter-example into its page; what keeps it from being saved stands in the form, which stays open. */
export async function onCounterSubmission(room: Room, args: SubmissionArgs): Promise<void> {
  const { ack, body, client, view } = args;
  const refuse = (errors: Record<string, string>) => ack({ response_action: 'errors', errors });
  let submitted: Submitted;
  let credit: PageCredit;
  try {
    const saving = savingOf(room);
    submitted = await readForm(room, args);
    // Before anything can refuse it.
    await saving.drafts.put(submitted.kept);
    await requireEditor(saving, client, body.user.id);
    const author = (await personName(room, client, body.user.id)) ?? body.user.id;
    credit = { author, day: saving.today() };
  } catch (error) {
    await refuse({ [COUNTER_BLOCKS.text]: shorten(whyNotSaved(room, error), MAX_ERROR) });
    return;
  }
  const errors = glance(submitted.kept);
  if (Object.keys(errors).length > 0) {
    await refuse(errors);
    return;
  }
  const metadata = view.private_metadata;
  await ack({
    response_action: 'update',
    view: counterNoticeModal(metadata, ['Checking the changed page against all others…']),
  });
  const show = (next: types.ModalView) =>
    client.views.update({ view_id: view.id, view: next }).catch((error: unknown) => {
      room.log.info({ error: reportError(error) }, 'the form of a counter-example was closed meanwhile');
    });
  const { entry, kept } = submitted;
  const outcome = await keepCounter({ room, client, entry, kept, credit });
  if ('problems' in outcome) {
    const { path, obstacle, problems } = outcome;
    const { phrases: unless, notExamples } = kept.draft;
    const form = { metadata, title: entry.title, path, obstacle, text: notExamples.join('\n'), unless };
    await show(counterModal(form, problems));
    return;
  }
  await show(counterNoticeModal(metadata, outcome.lines, outcome.code));
}

/** A form whose draft is no longer kept still has its texts and the entry. */
async function readForm(room: Room, { view, body }: SubmissionArgs): Promise<Submitted> {
  const ref = decodeCounterRef(view.private_metadata);
  const entry = entryWith(room, ref?.entry);
  if (ref === undefined || entry === undefined) {
    throw new AskerProblem('The entry of this page is gone: it was renamed or deleted meanwhile.');
  }
  const before = await savingOf(room).drafts.get(ref.draftId);
  const own = before?.author === body.user.id && before.saved === undefined ? before : undefined;
  const typed = (block: string) => view.state.values[block]?.[COUNTER_INPUT]?.value ?? '';
  const unless = typed(COUNTER_BLOCKS.unless)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const words = own === undefined ? '' : counterOf(own).words;
  const draft = {
    id: ref.draftId,
    author: body.user.id,
    source: own?.source ?? encodeCounterRef(ref),
    channel: own?.channel,
    threadTs: own?.threadTs,
  };
  return {
    entry,
    kept: withCounter(draft, entry, { text: typed(COUNTER_BLOCKS.text).trimEnd(), unless, words }),
  };
}

function glance({ draft }: KeptDraft): Record<string, string> {
  const short = draft.phrases.find(
    (phrase) => phrase.replaceAll(/[^\p{L}\p{N}]/gu, '').length < MIN_PHRASE_LENGTH,
  );
  return {
    ...(!/[\p{L}\p{N}]/u.test(draft.notExamples.join('')) && {
      [COUNTER_BLOCKS.text]: 'Leave at least one line of what was printed.',
    }),
    ...(short !== undefined && {
      [COUNTER_BLOCKS.unless]: `“${shorten(short, 60)}” is so short that it would take the entry out of ordinary text: write more of the line.`,
    }),
  };
}
