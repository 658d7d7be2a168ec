import { AskerProblem } from '../asker-problem.ts';
import { buildUndone } from '../blocks/saved.ts';
import { revertText } from '../blocks/sent-page.ts';
import { guarded } from '../delivery/guard.ts';
import { personName } from '../people/person-name.ts';
import type { Room } from '../room.ts';
import { savingOf } from '../save/saving.ts';
import type { SentPage } from '../save/sending.ts';
import { type PressArgs, tellPresser } from './pressed-answer.ts';

/** Undo: takes a saved page back, for its author, as long as nobody has changed it since. */
export async function onUndoSave(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Undo',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const { pages, drafts, sending } = savingOf(room);
      const { body, action, client } = args;
      const kept = await drafts.get(action.value ?? '');
      if (kept?.saved === undefined) {
        throw new AskerProblem('This page was taken back already, or was saved more than a week ago.');
      }
      if (kept.author !== body.user.id) {
        throw new AskerProblem('Only whoever saved this page can take it back here.');
      }
      const isNew = kept.saved.before === undefined;
      const outcome = await pages.takeBack(kept.saved, await personName(room, client, body.user.id));
      const { proposal } = kept.saved;
      const page = proposal === undefined ? undefined : await sending?.get(proposal);
      if (outcome === 'merged') {
        throw new AskerProblem(
          page === undefined
            ? `${kept.saved.path} is in the repository by now, so it stays.`
            : revertText(page),
        );
      }
      if (outcome === 'changed') {
        throw new AskerProblem(
          `${kept.saved.path} was changed since it was saved, so it stays. ${isNew ? 'Delete it in the knowledge folder if it should go' : 'Take the counter-example out by hand if it should go'}.`,
        );
      }
      await drafts.put({ ...kept, saved: undefined });
      room.log.info({ path: kept.saved.path }, 'a saved page was taken back');
      const channel = body.channel?.id;
      const ts = body.message?.ts;
      if (channel === undefined || ts === undefined) return;
      const show = (sent: SentPage | undefined) =>
        client.chat.update({
          channel,
          ts,
          ...buildUndone(kept.draft.title, isNew ? 'page' : 'counter-example', sent),
        });
      await show(page);
      const now = proposal === undefined ? undefined : await sending?.get(proposal);
      // It was told already, before this overwrote it.
      if (now !== undefined && now.state !== page?.state) await show(now);
    },
  );
}
