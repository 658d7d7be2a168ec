import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import { withinMs } from '../time.ts';
import type { DeliveryState } from './delivery-log.ts';
import { readQuestionEvent } from './question-event.ts';
import { isFree, type SteadyDeliveries } from './steady-deliveries.ts';

/** With the second that the log had before: Slack waits for three. */
const HOLD_MS = 1500;

/** A delivery that asks something, on its way through Bolt. */
export class QuestionDelivery {
  readonly key: string;
  /** What the log of deliveries said of it. */
  readonly state: DeliveryState;
  /** Slack delivered it before: a process that could not write it down may have answered it. */
  readonly isRepeated: boolean;
  /** It was tried in vain too often: all that is left is to tell the asker. */
  readonly isHopeless: boolean;
  /** Whether somebody works on it, and will say how that ends. */
  isInHand = false;

  constructor(key: string, state: DeliveryState, { isRepeated = false, isHopeless = false } = {}) {
    this.key = key;
    this.state = state;
    this.isRepeated = isRepeated;
    this.isHopeless = isHopeless;
  }
}

interface QuestionAppOptions {
  readonly deliveries: Pick<SteadyDeliveries, 'begin' | 'fail' | 'leave' | 'whenWritten'>;
  /** Whether Pasteur is in more than one workspace. */
  readonly hasTeams: boolean;
  /** How long the acknowledgement waits for the answer to what is only in memory, in milliseconds; default 1500. */
  readonly holdMs?: number | undefined;
}

/**
 * Bolt with questions kept: what asks something is in the log of deliveries before Slack has its acknowledgement, for
 * Slack does not deliver it again then. Where the log does not answer within a second, work goes on in memory; the
 * acknowledgement waits for the answer or the log a little longer, for until then Slack itself would deliver again.
 */
export class QuestionApp extends App {
  readonly #options: QuestionAppOptions;

  constructor(appOptions: AppOptions, options: QuestionAppOptions) {
    super(appOptions);
    this.#options = options;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const asked = readQuestionEvent(event.body, this.#options.hasTeams);
    if (asked === undefined) return super.processEvent(event);
    const state = await this.#options.deliveries.begin(asked.key, asked.question);
    const delivery = new QuestionDelivery(asked.key, state, { isRepeated: (event.retryNum ?? 0) > 0 });
    const written = this.#options.deliveries.whenWritten(asked.key);
    if (written === undefined) return this.#process(event, delivery);
    const work = this.#process({ ...event, ack: async () => undefined }, delivery);
    await withinMs(Promise.race([work, written]), this.#options.holdMs ?? HOLD_MS);
    await event.ack();
    await work;
  }

  /** Works on a kept question anew. Its faults are logged where they come up. */
  async processAgain(key: string, body: string, isHopeless: boolean): Promise<void> {
    const event = { body: JSON.parse(body), ack: async () => undefined };
    await this.#process(event, new QuestionDelivery(key, 'again', { isHopeless })).catch(() => undefined);
  }

  async #process(event: ReceiverEvent, delivery: QuestionDelivery): Promise<void> {
    const { key, state } = delivery;
    try {
      await super.processEvent({ ...event, customProperties: { ...event.customProperties, delivery } });
    } finally {
      // Such as where the workspace is unknown. One that was never acknowledged comes again by itself.
      if (!delivery.isInHand && isFree(state)) {
        await (state === 'fresh' ? this.#options.deliveries.fail(key) : this.#options.deliveries.leave(key));
      }
    }
  }
}
