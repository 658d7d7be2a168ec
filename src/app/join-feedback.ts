import type { Settings } from '../config.ts';
import type { Logger } from '../log.ts';
import { createFeedbackDesk, type FeedbackDesk } from '../slack/feedback/feedback-desk.ts';
import { createMemoryFeedback } from '../slack/feedback/memory-feedback.ts';
import type { FeedbackStore } from '../store/feedback.ts';

export interface JoinFeedbackOptions {
  readonly settings: Pick<Settings, 'keep'>;
  /** Undefined keeps votes in memory. */
  readonly store: FeedbackStore | undefined;
  readonly log: Logger;
}

/** Takes votes; what people of one workspace think does not move what another one reads. */
export async function joinFeedback({ settings, store, log }: JoinFeedbackOptions): Promise<FeedbackDesk> {
  return createFeedbackDesk({ store: store ?? createMemoryFeedback(), keep: settings.keep, log });
}
