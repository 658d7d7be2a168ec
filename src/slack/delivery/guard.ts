import { randomUUID } from 'node:crypto';
import { timed } from '../answers/answer-time.ts';
import { recordAsk } from '../answers/record-ask.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { notice } from '../blocks/notices.ts';
import { placeProblem, tokenCure } from '../refusals.ts';
import type { Room } from '../room.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';
import type { DeliveryState } from './delivery-log.ts';
import { isFree } from './steady-deliveries.ts';

/** A failure that was logged; it only travels on so that its delivery counts as failed. */
export class ReportedFailure extends Error {
  /** Whether the asker knows of it. */
  readonly isTold: boolean;

  constructor(reference: string, isTold: boolean, options: ErrorOptions) {
    super(`answer failed, reference ${reference}`, options);
    this.name = 'ReportedFailure';
    this.isTold = isTold;
  }
}

/** Another process works on it, or did until it was cut off: it is too early to say how that ends. */
export class StillRunning extends Error {
  constructor(key: string) {
    super(`${key} is being worked on elsewhere`);
    this.name = 'StillRunning';
  }
}

/** Says something to the asker; `isFault` where it is no answer but a word that there is none. */
type Tell = (message: SlackMessage, isFault: boolean) => Promise<unknown>;

/**
 * Runs the work of one listener. A problem of the asker's is told to them; anything else is logged under a
 * reference, and the asker gets one line with it.
 */
export async function guarded(
  room: Room,
  road: string,
  tell: Tell,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await timed(room.metrics, road, work, (noted) => recordAsk(room, road, noted));
  } catch (error) {
    const problem = error instanceof AskerProblem ? error : placeProblem(error);
    if (problem === undefined) throw await reportFailure(room, road, tell, error);
    const reason = slackErrorName(problem.cause);
    room.log.info({ road, reason }, 'the asker is told what to change');
    await tell(notice(problem.message), false).catch((told: unknown) => {
      // Where Slack did not let the answer in, it mostly does not let this in either.
      if (placeProblem(told) === undefined) throw told;
      room.log.warn(
        { road, reason: slackErrorName(told) },
        'an answer had no place to go, nor a word about it',
      );
    });
  }
}

async function reportFailure(room: Room, road: string, tell: Tell, error: unknown): Promise<ReportedFailure> {
  const reference = randomUUID().slice(0, 8);
  const cure = tokenCure(error);
  room.log.error(
    { reference, road, error: reportError(error), ...(cure !== undefined && { cure }) },
    'answer failed',
  );
  const text = `Something failed on my side (reference ${reference}). Try again; if it stays, give the reference to whoever runs Pasteur.`;
  let isTold = true;
  await tell(notice(text), true).catch((told: unknown) => {
    isTold = false;
    room.log.warn({ reference, road, error: reportError(told) }, 'the asker could not be told');
  });
  return new ReportedFailure(reference, isTold, { cause: error });
}

/**
 * Does work once per key: a repeated delivery or a second press is dropped, one after a failure is not. One that comes
 * while the first is being worked on waits for how that ends.
 * @returns false when it was dropped.
 */
export async function once(room: Room, key: string, work: () => Promise<void>): Promise<boolean> {
  if (!isFree(await room.deliveries.take(key))) return false;
  try {
    await work();
  } catch (error) {
    await room.deliveries.fail(key);
    throw error;
  }
  await room.deliveries.finish(key);
  return true;
}

/**
 * Does work for a question that is kept: as `once`, but what failed without a word to the asker is left, to be taken up
 * again. `isAgain` where an earlier try was cut off or left: it may have had its effect.
 * @param known what `begin` gave, where it was called already.
 * @throws StillRunning when others held it for too long.
 */
export async function onceKept(
  room: Room,
  key: string,
  work: (isAgain: boolean) => Promise<void>,
  known?: DeliveryState,
): Promise<void> {
  const state = await room.deliveries.take(key, known);
  if (state === 'done') return;
  if (!isFree(state)) throw new StillRunning(key);
  try {
    await work(state === 'again');
  } catch (error) {
    const isTold = error instanceof ReportedFailure && error.isTold;
    await (isTold ? room.deliveries.fail(key) : room.deliveries.leave(key));
    throw error;
  }
  await room.deliveries.finish(key);
}

/** Does work while nobody else does any under the same key, in whatever process. @throws StillRunning as above. */
export async function alone(room: Room, key: string, work: () => Promise<void>): Promise<void> {
  if (!isFree(await room.deliveries.take(key))) throw new StillRunning(key);
  try {
    await work();
  } finally {
    await room.deliveries.fail(key);
  }
}
