import { entryKey } from '../answers/answer-ref.ts';
import { triagePaste } from '../answers/answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import { buildWhy } from '../blocks/why.ts';
import { guarded } from '../delivery/guard.ts';
import { fetchPaste } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { checkAudience, type PressArgs, readPressed, tellLine, tellPresser } from './pressed-answer.ts';

/** Why?: shows to the person who asks how the entry came to be answered. */
export async function onWhy(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Why?',
    (told) => tellPresser(room, args, [told]),
    async () => {
      await checkAudience(room, args);
      const { ref, reader } = readPressed(room, args);
      const paste = await fetchPaste(ref.source, reader);
      const result = triagePaste(room, paste);
      const match = result.matches.find(({ id }) => entryKey(id) === ref.shown.at(-1));
      if (match === undefined && ref.source.kind === 'alert') {
        const view = await room.alerts?.find(ref.source.id);
        if (view?.answer !== undefined && view.answer.confidence === undefined) {
          await tellLine(room, args, `The alert's own runbook points to ${view.answer.page}.`);
          return;
        }
      }
      if (match === undefined) {
        throw new AskerProblem(
          'The pages have changed since this answer: that entry no longer matches. Ask again to see what does.',
        );
      }
      await tellPresser(room, args, buildWhy(result, match, { text: paste.text, isEscaped: true }));
    },
  );
}
