import { AskerProblem } from '../asker-problem.ts';
import { buildSentModal } from '../blocks/summary-sent.ts';
import { guarded } from '../delivery/guard.ts';
import type { Room } from '../room.ts';
import { checkAudience, type PressArgs, tellPresser } from './pressed-answer.ts';

/** What was sent?: shows to the presser exactly what left for a summary. */
export async function onSummarySent(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'What was sent?',
    (told) => tellPresser(room, args, [told]),
    async () => {
      await checkAudience(room, args);
      const { summaries } = room;
      const sent = await summaries?.sentOf(args.action.value ?? '');
      if (summaries === undefined || sent === undefined) {
        throw new AskerProblem('What was sent is no longer kept: it is forgotten after seven days.');
      }
      await args.client.views.open({
        trigger_id: args.body.trigger_id,
        view: buildSentModal(sent, summaries.model),
      });
    },
  );
}
