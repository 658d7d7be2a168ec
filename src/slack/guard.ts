import { randomUUID } from 'node:crypto';
import { timed } from './answer-time.ts';
import { AskerProblem } from './asker-problem.ts';
import type { SlackMessage } from './blocks/message.ts';
import { notice } from './blocks/notices.ts';
import { recordAsk } from './record-ask.ts';
import { placeProblem, tokenCure } from './refusals.ts';
import type { Room } from './room.ts';
import { reportError, slackErrorName } from './slack-fault.ts';

/** A failure that was logged and told to the asker; it only travels on so that its delivery counts as failed. */
export class ReportedFailure extends Error {
  constructor(reference: string, options: ErrorOptions) {
    super(`answer failed, reference ${reference}`, options);
    this.name = 'ReportedFailure';
  }
}

/**
 * Runs the work of one listener. A problem of the asker's is told to them; anything else is logged under a
 * reference, and the asker gets one line with it.
 */
export async function guarded(
  room: Room,
  road: string,
  tell: (message: SlackMessage) => Promise<unknown>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await timed(room.metrics, road, work, (noted) => recordAsk(room, road, noted));
  } catch (error) {
    const problem = error instanceof AskerProblem ? error : placeProblem(error);
    if (problem === undefined) throw await reportFailure(room, road, tell, error);
    const reason = slackErrorName(problem.cause);
    room.log.info({ road, reason }, 'the asker is told what to change');
    await tell(notice(problem.message)).catch((told: unknown) => {
      // Where Slack did not let the answer in, it mostly does not let this in either.
      if (placeProblem(told) === undefined) throw told;
      room.log.warn(
        { road, reason: slackErrorName(told) },
        'an answer had no place to go, nor a word about it',
      );
    });
  }
}

async function reportFailure(
  room: Room,
  road: string,
  tell: (message: SlackMessage) => Promise<unknown>,
  error: unknown,
): Promise<ReportedFailure> {
  const reference = randomUUID().slice(0, 8);
  const cure = tokenCure(error);
  room.log.error(
    { reference, road, error: reportError(error), ...(cure !== undefined && { cure }) },
    'answer failed',
  );
  const text = `Something failed on my side (reference ${reference}). Try again; if it stays, give the reference to whoever runs Pasteur.`;
  await tell(notice(text)).catch((told: unknown) => {
    room.log.warn({ reference, road, error: reportError(told) }, 'the asker could not be told');
  });
  return new ReportedFailure(reference, { cause: error });
}

/**
 * Does work once per key: a repeated delivery or a second press is dropped, one after a failure is not. One that comes
 * while the first is being worked on waits for how that ends.
 * @returns false when it was dropped.
 */
export async function once(room: Room, key: string, work: () => Promise<void>): Promise<boolean> {
  if (!(await room.deliveries.take(key))) return false;
  try {
    await work();
  } catch (error) {
    await room.deliveries.fail(key);
    throw error;
  }
  await room.deliveries.finish(key);
  return true;
}
