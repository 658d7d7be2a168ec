import { randomUUID } from 'node:crypto';
import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import pLimit from 'p-limit';
import { withDelivery } from '../../log.ts';
import { fieldsAt, isFields, textAt } from '../payload.ts';
import { withAsker } from '../people/asker.ts';
import { isAppPost, isTalk } from '../reading/bot-post.ts';
import type { Room } from '../room.ts';
import { isThreadWord } from '../thread-word.ts';
import { withinMs } from '../time.ts';
import { giveUp } from './give-up.ts';
import { once, onceKept } from './guard.ts';
import { QuestionDelivery } from './question-app.ts';
import { eventKey } from './question-event.ts';

type Args = AnyMiddlewareArgs & AllMiddlewareArgs;
type Intake = (args: Args) => Promise<void>;

/** Follows the deliveries that are being worked on. */
export interface WorkTracker {
  readonly middleware: Intake;
  /** Resolves when nothing runs any more, or after `timeoutMs`. */
  drained(timeoutMs: number): Promise<void>;
}

/** Slack has its acknowledgement before the work is done, so an orderly stop must wait for the work itself. */
export function trackWork(): WorkTracker {
  const running = new Set<Promise<void>>();
  return {
    middleware: async ({ body, context, next }) => {
      const work = withDelivery(randomUUID().slice(0, 8), () => withAsker(body, context.botToken, next));
      running.add(work);
      try {
        await work;
      } finally {
        running.delete(work);
      }
    },
    drained: (timeoutMs) => withinMs(Promise.allSettled([...running]), timeoutMs),
  };
}

/**
 * Events that are worked on at once. With more, every turn of the process would serve hundreds of half-done answers before
 * the next acknowledgement: at 50 messages a second on a busy machine that took longer than Slack waits.
 */
const MOST_AT_ONCE = 32;

/**
 * Lets each event through once: Slack delivers again after one and five minutes when it saw no answer, and Socket
 * Mode may deliver twice. A delivery that failed is let through again, and one that asks something is taken up again.
 */
export function dropRepeats(room: Room): Intake {
  const turn = pLimit(MOST_AT_ONCE);
  return async ({ body, client, context, next }) => {
    const delivery: unknown = context.delivery;
    if (delivery instanceof QuestionDelivery) {
      delivery.isInHand = true;
      if (delivery.isHopeless)
        return giveUp(delivery.key, body, { room, client, botUserId: context.botUserId });
      const answer = (isAgain: boolean) => {
        context.isAgain = isAgain || delivery.isRepeated;
        return turn(next);
      };
      return onceKept(room, delivery.key, answer, delivery.state);
    }
    const envelope: unknown = body;
    const id =
      isFields(envelope) && textAt(envelope, 'type') === 'event_callback' ? textAt(envelope, 'event_id') : '';
    const event = isFields(envelope) ? fieldsAt(envelope, 'event') : undefined;
    // People's talk is most of what comes, and nobody takes it: it is not worth a line in the log.
    if (event !== undefined && isTalk(event) && !isThreadWord(event)) return;
    const isTakenOnce = event !== undefined && isAppPost(event);
    if (id === '' || isTakenOnce) await next();
    else await once(room, eventKey(id), () => turn(next));
  };
}
