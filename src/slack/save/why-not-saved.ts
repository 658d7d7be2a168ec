import { PasteurError } from '../../errors.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Why a page was not saved, for whoever wrote it; what is a fault of Pasteur's is logged. */
export function whyNotSaved(room: Room, error: unknown): string {
  const KEPT = 'What you wrote is kept.';
  if (error instanceof AskerProblem) return `${error.message} ${KEPT}`;
  room.log.error({ error: reportError(error) }, 'a page could not be saved');
  if (error instanceof PasteurError) return `${error.message} ${KEPT}`;
  return `Something failed on my side, and nothing was saved. ${KEPT} Try again.`;
}
