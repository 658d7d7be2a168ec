import { triagePaste } from '../answers/answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import { guarded } from '../delivery/guard.ts';
import { isFree } from '../delivery/steady-deliveries.ts';
import { fetchPaste } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { askAbout } from '../summary/ask-about.ts';
import { createPrivateWriter } from '../summary/private-writer.ts';
import type { SummaryDesk } from '../summary/summary-desk.ts';
import { createThreadWriter } from '../summary/thread-writer.ts';
import {
  checkAudience,
  type PressArgs,
  type PressedAnswer,
  readPressed,
  tellPresser,
} from './pressed-answer.ts';

/** Ask the model: its answer comes into the thread, or to the presser alone beside an answer that only they see. */
export async function onAskSummary(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Ask the model',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const desk = room.summaries;
      if (desk === undefined) {
        throw new AskerProblem('No model is set up any more: whoever runs Pasteur has taken it out.');
      }
      await checkAudience(room, args);
      const pressed = readPressed(room, args);
      const key = `ask-model:${pressed.channel}:${pressed.messageTs}`;
      if (!isFree(await room.deliveries.begin(key))) {
        throw new AskerProblem(
          'The model has been asked about this already: its answer is below, or on its way.',
        );
      }
      try {
        const { answered } = await started(room, args, desk, pressed);
        // In the background: a model may take a minute, and the press is done.
        void note(room, key, answered);
      } catch (error) {
        await room.deliveries.fail(key);
        throw error;
      }
    },
  );
}

/** A question that got no answer may be asked again. */
async function note(room: Room, key: string, answered: Promise<boolean>): Promise<void> {
  try {
    if (await answered) await room.deliveries.finish(key);
    else await room.deliveries.fail(key);
  } catch (error) {
    room.log.warn({ error: reportError(error) }, 'a press was not noted');
  }
}

/** Gets everything together, and gives the answer's promise without waiting for it. */
async function started(
  room: Room,
  args: PressArgs,
  desk: SummaryDesk,
  { ref, reader, place, user }: PressedAnswer,
): Promise<{ readonly answered: Promise<boolean> }> {
  const { source, shown } = ref;
  const paste = await fetchPaste(source, reader);
  const result = triagePaste(room, paste);
  if (result.verdict === 'matched') {
    throw new AskerProblem('The pages have changed: an entry knows this now. Ask again to see it.');
  }
  const { client, respond, body, context } = args;
  const writer =
    place?.threadTs === undefined
      ? createPrivateWriter(respond)
      : createThreadWriter({
          room,
          client,
          place: { channel: place.channel, threadTs: place.threadTs },
          recipient: { user, team: body.team?.id ?? context.teamId },
        });
  const asked = askedMessage(ref.source, place);
  return { answered: askAbout(room, desk, { paste, source, result, shown, writer, asked }) };
}

/** The message whose deletion ends the work: what was asked about, or the card of the alert. */
function askedMessage(source: PressedAnswer['ref']['source'], place: PressedAnswer['place']) {
  if (source.kind === 'message') return { channel: source.channel, ts: source.ts };
  return place?.threadTs === undefined ? undefined : { channel: place.channel, ts: place.threadTs };
}
