import { AskerProblem } from '../asker-problem.ts';
import { guarded } from '../delivery/guard.ts';
import type { Room } from '../room.ts';
import { requireEditor, savingOf } from '../save/saving.ts';
import { type PressArgs, tellPresser } from './pressed-answer.ts';

/** Try again: sends a page that was refused to its repository once more, for those who may save pages. */
export async function onSendAgain(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Try again',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const saving = savingOf(room);
      const { body, action, client } = args;
      await requireEditor(saving, client, body.user.id);
      const page = await saving.sending?.get(action.value ?? '');
      if (page === undefined) {
        throw new AskerProblem('It is not known any more how this page stands. Look at the repository.');
      }
      await saving.sending?.tryAgain(page.id);
    },
  );
}
