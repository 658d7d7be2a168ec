import type { SummaryPlace } from '../../store/summaries/summary-log.ts';
import type { Summary } from '../../summary/summary.ts';
import type { SummaryView } from '../blocks/summary.ts';

/** Shows one summary as it comes, somewhere in Slack. Its methods are called one after the other. */
export interface SummaryWriter {
  /** Says that the model is being asked; gives the message that stands for it, where there is one. */
  begin(model: string): Promise<SummaryPlace | undefined>;
  /** Shows what is complete so far. A part that cannot be shown is no failure. */
  part(part: Summary): Promise<void>;
  end(view: SummaryView): Promise<void>;
  /** Ends with one line in place of an answer. */
  fail(line: string): Promise<void>;
  /** Takes everything back: what it was about is gone. */
  withdraw(): Promise<void>;
}

/** The place for an answer is gone, such as a thread whose root was deleted. */
export class PlaceGone extends Error {
  constructor() {
    super('the thread of a summary is gone');
    this.name = 'PlaceGone';
  }
}
