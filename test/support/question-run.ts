import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { AlertFleet } from './alert-fleet.ts';
import type { FleetReplica } from './alert-fleet-replica.ts';
import type { AskedMessage } from './alert-fleet-slack.ts';
import { questionFaults } from './question-findings.ts';
import { seededRandom } from './seeded-random.ts';
import { type Deliveries, startDeliveries } from './slack-deliveries.ts';
import { ASKER, BOT_USER } from './slack-workspace.ts';

export interface QuestionRunOptions {
  readonly fleet: AlertFleet;
  readonly seed: number;
  readonly questions: number;
  /** Questions a second. */
  readonly rate: number;
  /** Texts of the questions, in turn. */
  readonly texts: readonly string[];
  /** How long is waited for answers after the last question. */
  readonly drainMs: number;
}

/** What came of a run. */
export interface QuestionFigures {
  readonly acknowledged: number;
  readonly kills: number;
  /** Deliveries that got no acknowledgement and were made again. */
  readonly retries: number;
  /** Longest time from the acknowledgement of the last question to its answer, in seconds. */
  readonly drainSeconds: number;
  /** Questions of killed processes that others took up. */
  readonly takenUp: number;
  /** One sentence each; none when nothing was lost or doubled. */
  readonly faults: readonly string[];
}

interface Asked extends AskedMessage {
  readonly text: string;
}

const AGAIN_MS = 300;
/** Deliveries that wait for their acknowledgement. */
const MOST_WAITING = 20;
const LOOK_MS = 500;
/** Each reads every thread, and the emulated Slack takes so many calls only. */
const MOST_LOOKS = 8;
/** A process lives so long at least, and this much longer at most. */
const LIFE_MS = 1000;
const LIFE_VARIES_MS = 3000;
/** Slack answers late, so that many kills fall between a message and the note of it. */
const SLOW_MS = 150;

/**
 * Asks in direct messages and mentions at a steady rate, and delivers each until it is acknowledged, while processes are
 * killed at random moments and started again. Then waits until all are answered.
 */
export async function runQuestions(options: QuestionRunOptions): Promise<QuestionFigures> {
  const { fleet, seed, questions, rate, texts, drainMs } = options;
  const random = seededRandom(seed);
  const senders = await Promise.all(
    fleet.replicas.map((replica) => startDeliveries(() => `${replica.url}/slack/events`)),
  );
  await fleet.slack.slow('chat.postMessage', SLOW_MS);
  const asked: Asked[] = [];
  let retries = 0;
  let kills = 0;
  let isOver = false;
  const takenUp = new Set<string>();
  const deliver = async (index: number) => {
    const text = texts[index % texts.length] ?? '';
    const isDirect = index % 2 === 0;
    const message = isDirect ? text : `<@${BOT_USER}> ${text}`;
    const place = await fleet.slack.write(isDirect ? 'direct' : 'channel', message);
    const event = { ...place, user: ASKER, text: message };
    const type = isDirect ? { type: 'message', channel_type: 'im' } : { type: 'app_mention' };
    for (let retry = 0; ; retry++) {
      const sender = senders[(index + retry) % senders.length];
      if (await isAcknowledged(sender, { ...event, ...type }, `Ev${index}`, retry)) break;
      retries++;
      await pause(AGAIN_MS);
    }
    asked.push({ ...place, text });
  };
  const killAll = async () => {
    for (; !isOver; kills++) {
      await pause(LIFE_MS + random() * LIFE_VARIES_MS);
      const replica = fleet.replicas[Math.floor(random() * fleet.replicas.length)];
      if (replica === undefined) continue;
      noteTakenUp(replica, takenUp);
      await replica.kill();
      await replica.start();
    }
  };
  try {
    const killing = killAll();
    const sending = pLimit(MOST_WAITING);
    const deliveries: Promise<void>[] = [];
    for (let index = 0; index < questions; index++) {
      deliveries.push(sending(() => deliver(index)));
      // While nobody takes any, it would only pile up.
      while (sending.pendingCount > 0) await pause(AGAIN_MS);
      await pause(1000 / rate);
    }
    isOver = true;
    await killing;
    await Promise.all(deliveries);
    const drained = performance.now();
    let faults: readonly string[] = ['nobody has looked yet'];
    for (;;) {
      const answered = new Set(await fleet.slack.answeredThreads());
      const isAnswered = asked.every(({ ts }) => answered.has(ts));
      if (isAnswered || performance.now() - drained > drainMs) break;
      await pause(LOOK_MS);
    }
    const drainSeconds = Math.round((performance.now() - drained) / 1000);
    // Answers in several messages end a little after their first.
    for (let look = 0; look < MOST_LOOKS && faults.length > 0; look++) {
      await pause(drainMs / MOST_LOOKS / 2);
      faults = await questionFaults(asked, fleet.slack);
    }
    for (const replica of fleet.replicas) noteTakenUp(replica, takenUp);
    return { acknowledged: asked.length, kills, retries, drainSeconds, takenUp: takenUp.size, faults };
  } finally {
    await Promise.all(senders.map((sender) => sender.close()));
  }
}

async function isAcknowledged(
  sender: Deliveries | undefined,
  event: Record<string, unknown>,
  eventId: string,
  retry: number,
): Promise<boolean> {
  try {
    return (await sender?.event(event, { event_id: eventId }, retry))?.status === 200;
  } catch {
    // Nobody listens, or the process died before it answered: Slack would deliver it again.
    return false;
  }
}

function noteTakenUp(replica: FleetReplica, takenUp: Set<string>): void {
  for (const [, key] of replica.log().matchAll(/"delivery":"(event:[^"]+)","tries":\d+/g)) {
    if (key !== undefined) takenUp.add(key);
  }
}
