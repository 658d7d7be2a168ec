import { randomUUID } from 'node:crypto';
import { timed } from './answer-time.ts';
import { AskerProblem } from './asker-problem.ts';
import type { SlackMessage } from './blocks/message.ts';
import { notice } from './blocks/notices.ts';
import type { Room } from './room.ts';
import { reportError } from './slack-fault.ts';

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
    await timed(room.metrics, road, work);
  } catch (error) {
    if (error instanceof AskerProblem) {
      room.log.info({ road }, 'the asker was told what to change');
      await tell(notice(error.message));
      return;
    }
    const reference = randomUUID().slice(0, 8);
    room.log.error({ reference, road, error: reportError(error) }, 'answer failed');
    await tell(
      notice(
        `Something failed on my side (reference ${reference}). Try again; if it stays, give the reference to whoever runs Pasteur.`,
      ),
    ).catch((told: unknown) => {
      room.log.warn({ reference, road, error: reportError(told) }, 'the asker could not be told');
    });
    throw new ReportedFailure(reference, { cause: error });
  }
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
