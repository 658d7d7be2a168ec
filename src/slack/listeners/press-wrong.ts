import { entryWith } from '../answers/named-entry.ts';
import { wrongModal } from '../blocks/wrong-modal.ts';
import { guarded } from '../delivery/guard.ts';
import type { Room } from '../room.ts';
import { isEditor } from '../save/saving.ts';
import { encodeWrongPlace } from '../wrong/wrong-place.ts';
import { checkAudience, type PressArgs, readPressed, tellPresser } from './pressed-answer.ts';

/** Wrong: asks in a form which entry would have been right. */
export async function onWrong(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Wrong',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const { ref, user, channel, messageTs, place } = readPressed(room, args);
      const { saving } = room;
      // Together: what opens a form is good for three seconds.
      const [mayKeep] = await Promise.all([
        saving === undefined ? false : isEditor(saving, args.client, user),
        // The names of entries are the team's own.
        checkAudience(room, args),
      ]);
      const shown = entryWith(room, ref.shown.at(-1));
      const responseUrl = place === undefined ? args.body.response_url : undefined;
      const metadata = encodeWrongPlace({ ref, channel, messageTs, threadTs: place?.threadTs, responseUrl });
      const canKeep = mayKeep && shown !== undefined;
      const view = wrongModal({ metadata, title: shown?.title, canKeep });
      await args.client.views.open({ trigger_id: args.body.trigger_id, view });
    },
  );
}
