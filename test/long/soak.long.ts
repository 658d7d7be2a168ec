import { startAlertFleet } from '../support/alert-fleet.ts';
import { chaosAlerts, chaosBody } from '../support/chaos-alerts.ts';
import { sendMessages } from '../support/message-load.ts';
import { MEASURABLE, measureHeapMb } from '../support/process-heap.ts';
import { startDeliveries } from '../support/slack-deliveries.ts';

const MINUTES = Number(process.env.PASTEUR_SOAK_MINUTES ?? 10);

/** Rounds of a load and a measurement; the first third is compared with the last. */
const ROUNDS = 30;
const MESSAGES_A_SECOND = 20;
const ALERTS_A_ROUND = 10;

/** Memory may differ by this much, for what runs while it is measured; over ten minutes 0.3 KB a message would be more. */
const SLACK_MB = 2;

test('memory stays flat over minutes of messages and alerts', async () => {
  const fleet = await startAlertFleet({ environment: MEASURABLE, paceMs: 20 });
  const [replica] = fleet.replicas;
  if (replica === undefined) throw new Error('the fleet is empty');
  const atStart = replica.log();
  const send = await startDeliveries(() => `${replica.url}/slack/events`);
  const alerts = chaosAlerts(ROUNDS * ALERTS_A_ROUND);
  const count = Math.round((MESSAGES_A_SECOND * MINUTES * 60) / ROUNDS);
  const heaps: number[] = [];
  try {
    // Everything is loaded and compiled before it counts.
    await sendMessages({
      send,
      slack: fleet.slack,
      rate: MESSAGES_A_SECOND,
      count: 200,
      from: 1_600_000_000,
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const alert of alerts.slice(round * ALERTS_A_ROUND, (round + 1) * ALERTS_A_ROUND)) {
        expect(await fleet.send(replica, chaosBody(alert, 'firing'))).toBe(202);
        expect(await fleet.send(replica, chaosBody(alert, 'resolved'))).toBe(202);
      }
      const from = 1_700_000_000 + round * count;
      const load = await sendMessages({ send, slack: fleet.slack, rate: MESSAGES_A_SECOND, count, from });
      if (load.faults.length > 0) throw new Error(`${load.faults.join('\n')}\n${replica.log()}`);
      const heapMb = await measureHeapMb(atStart);
      heaps.push(heapMb);
      const rssMb = await replica.rssMb();
      console.info(`round ${round + 1}: heap ${heapMb.toFixed(1)} MB, resident ${rssMb.toFixed(0)} MB`);
    }
    const [first, last] = [mean(heaps.slice(0, ROUNDS / 3)), mean(heaps.slice(-ROUNDS / 3))];
    console.info(
      `heap after collection: ${first.toFixed(1)} MB in the first third, ${last.toFixed(1)} MB in the last`,
    );
    expect(last - first).toBeLessThan(SLACK_MB);
  } finally {
    await send.close();
    await fleet.close();
  }
}, 1_800_000);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
