import type { AlertFleet } from './alert-fleet.ts';
import type { FleetReplica } from './alert-fleet-replica.ts';
import { type ChaosAlert, chaosAlerts, chaosBody } from './chaos-alerts.ts';
import { chaosFaults } from './chaos-findings.ts';
import { seededRandom } from './seeded-random.ts';

export interface ChaosOptions {
  readonly fleet: AlertFleet;
  readonly seed: number;
  readonly alerts: number;
  readonly kills: number;
}

/** What came of a chaos run. */
export interface ChaosFigures {
  readonly accepted: number;
  readonly kills: number;
  /** Kills while the process was still starting. */
  readonly killsAtStart: number;
  /** Sendings that got no 202 and were made again. */
  readonly retries: number;
  readonly cards: number;
  readonly summaries: number;
  readonly replies: number;
  readonly slackCalls: number;
  readonly seconds: number;
  /** One sentence each; none when nothing was lost, doubled or mixed up. */
  readonly faults: readonly string[];
}

const SENDERS = 10;
const AGAIN_MS = 100;
/** A kill comes at a random moment of this time after a random share of a part was accepted. */
const KILL_WITHIN_MS = 1500;
/** One start in so many is killed half-way. */
const STARTS_A_KILL = 4;
const START_WITHIN_MS = 2500;
const DRAIN_MS = 400_000;

/**
 * Sends alerts in as many parts as there are kills. After each part a process is killed at a random moment, while
 * it takes alerts, posts them or does nothing, and is started again. Senders try again until they get their 202.
 */
export async function runChaos({ fleet, seed, alerts, kills }: ChaosOptions): Promise<ChaosFigures> {
  const started = performance.now();
  const random = seededRandom(seed);
  const sent = chaosAlerts(alerts);
  const waiting: ChaosAlert[] = [];
  const accepted: ChaosAlert[] = [];
  let retries = 0;
  let killsAtStart = 0;
  let isOver = false;

  const deliver = async (alert: ChaosAlert, status: 'firing' | 'resolved', sender: number) => {
    for (let turn = sender; ; turn++) {
      const replica = fleet.replicas[turn % fleet.replicas.length];
      const answer =
        replica === undefined ? 0 : await fleet.send(replica, chaosBody(alert, status)).catch(() => 0);
      if (answer === 202) return;
      retries++;
      await pause(AGAIN_MS);
    }
  };
  const sender = async (number: number) => {
    while (!isOver || waiting.length > 0) {
      const alert = waiting.shift();
      if (alert === undefined) {
        await pause(AGAIN_MS / 10);
        continue;
      }
      await deliver(alert, 'firing', number);
      if (alert.resolves) await deliver(alert, 'resolved', number + 1);
      accepted.push(alert);
    }
  };
  const kill = async (replica: FleetReplica, afterAccepted: number) => {
    while (accepted.length < afterAccepted) await pause(AGAIN_MS / 10);
    await pause(random() * KILL_WITHIN_MS);
    await replica.kill();
    if (random() < 1 / STARTS_A_KILL) {
      killsAtStart++;
      const isCut = replica.start().catch(() => undefined);
      await pause(random() * START_WITHIN_MS);
      await replica.kill();
      await isCut;
    }
    await replica.start();
  };
  const senders = Promise.all(Array.from({ length: SENDERS }, (_, number) => sender(number)));
  try {
    const part = Math.ceil(alerts / kills);
    for (let round = 0; round < kills; round++) {
      waiting.push(...sent.slice(round * part, (round + 1) * part));
      const replica = fleet.replicas[Math.floor(random() * fleet.replicas.length)];
      if (replica !== undefined) await kill(replica, (round + random()) * part);
    }
  } finally {
    isOver = true;
  }
  await senders;
  await fleet.drained(DRAIN_MS);
  const shown = await fleet.slack.shown();
  const calls = Object.values(await fleet.slack.calls());
  return {
    accepted: accepted.length,
    kills: kills + killsAtStart,
    killsAtStart,
    retries,
    cards: shown.cards.length,
    summaries: shown.storms.length,
    replies: shown.cards.reduce((sum, { replies }) => sum + replies.length, 0),
    slackCalls: calls.reduce((sum, count) => sum + count, 0),
    seconds: Math.round((performance.now() - started) / 1000),
    faults: chaosFaults(accepted, shown),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
