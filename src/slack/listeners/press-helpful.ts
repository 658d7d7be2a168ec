import { guarded, once } from '../delivery/guard.ts';
import { noteOpinion } from '../feedback/note-opinion.ts';
import type { Room } from '../room.ts';
import { type PressArgs, readPressed, tellLine, tellPresser } from './pressed-answer.ts';

/** Helpful: noted once for each person, with thanks. */
export async function onHelpful(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Helpful',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const { ref, user, channel, messageTs, reader } = readPressed(room, args);
      const entry = ref.shown.at(-1) ?? '';
      await once(room, `helpful:${channel}:${messageTs}:${entry}:${user}`, async () => {
        await noteOpinion(reader, ref, { person: user, kind: 'helpful' });
        await room.onFeedback({ kind: 'helpful', entry, user, channel });
      });
      await tellLine(room, args, 'Thank you, noted.');
    },
  );
}
