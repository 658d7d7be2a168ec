import { setTimeout as wait } from 'node:timers/promises';
import type { FleetSlack } from './alert-fleet-slack.ts';
import type { Deliveries } from './slack-deliveries.ts';
import { ASKER } from './slack-workspace.ts';

export interface MessageLoadOptions {
  readonly send: Deliveries;
  readonly slack: FleetSlack;
  /** Messages a second; they are sent on time, whether earlier ones were acknowledged or not. */
  readonly rate: number;
  readonly count: number;
  /** Seconds since 1970 of the first message, so that several loads have times of their own; default 1,700,000,000. */
  readonly from?: number;
}

export interface MessageLoad {
  readonly sent: number;
  /** Deliveries, repeats among them, that were answered with 200. */
  readonly acknowledged: number;
  /** Times of the acknowledgements in milliseconds, from the fastest. */
  readonly latenciesMs: readonly number[];
  /** Messages that got other than one answer. */
  readonly faults: readonly string[];
}

const LINES = [
  'connect() failed (111: Connection refused) while connecting to upstream',
  'upstream timed out (110: Connection timed out) while reading response header from upstream',
  'nothing that any page knows of',
];

/** Every so many messages come twice, as from a Slack that missed the acknowledgement. */
const REPEATED = 10;
const DRAIN_MS = 120_000;
const ASK_AGAIN_MS = 500;

/** Sends direct messages at a steady rate, as Slack does, and waits until all of them are answered. */
export async function sendMessages(options: MessageLoadOptions): Promise<MessageLoad> {
  const { send, slack, rate, count, from = 1_700_000_000 } = options;
  const channel = await slack.directMessage();
  const latenciesMs: number[] = [];
  let acknowledged = 0;
  const deliver = async (index: number) => {
    const event = {
      type: 'message',
      channel_type: 'im',
      channel,
      user: ASKER,
      text: LINES[index % LINES.length],
    };
    const started = performance.now();
    const { status } = await send.event(
      { ...event, ts: `${from + index}.000100` },
      { event_id: `Ev${from + index}` },
    );
    latenciesMs.push(performance.now() - started);
    if (status === 200) acknowledged += 1;
  };
  const deliveries: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    await wait(Math.max(0, started + (index * 1000) / rate - performance.now()));
    deliveries.push(deliver(index));
    if (index % REPEATED === 0) deliveries.push(deliver(index));
  }
  await Promise.all(deliveries);
  const expected = Array.from({ length: count }, (_, index) => `${from + index}.000100`);
  const until = performance.now() + DRAIN_MS;
  for (;;) {
    const answers = countEach(await slack.answeredThreads());
    const faults = expected
      .filter((ts) => answers.get(ts) !== 1)
      .map((ts) => `${ts} got ${answers.get(ts) ?? 0} answers`);
    const isOver = faults.every((fault) => !fault.endsWith(' 0 answers'));
    if (isOver || performance.now() > until) {
      latenciesMs.sort((one, other) => one - other);
      return { sent: deliveries.length, acknowledged, latenciesMs, faults };
    }
    await wait(ASK_AGAIN_MS);
  }
}

function countEach(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
