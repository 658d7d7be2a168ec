import { startAlertFleet } from '../support/alert-fleet.ts';
import { percentile, sendMessages } from '../support/message-load.ts';
import { startDeliveries } from '../support/slack-deliveries.ts';

const RATE = 50;
const SECONDS = Number(process.env.PASTEUR_LOAD_SECONDS ?? 60);

/** Slack itself waits three seconds. */
const P99_MS = 500;

test('fifty messages a second for a minute are acknowledged at once, and each is answered once', async () => {
  const fleet = await startAlertFleet();
  const [replica] = fleet.replicas;
  if (replica === undefined) throw new Error('the fleet is empty');
  const send = await startDeliveries(() => `${replica.url}/slack/events`);
  try {
    // The first messages find everything cold.
    await sendMessages({ send, slack: fleet.slack, rate: 10, count: 50, from: 1_600_000_000 });
    const load = await sendMessages({ send, slack: fleet.slack, rate: RATE, count: RATE * SECONDS });
    const [median, p99, worst] = [0.5, 0.99, 1].map((share) =>
      Math.round(percentile(load.latenciesMs, share)),
    );
    console.info(
      `${load.sent} deliveries, ${RATE} messages a second: acknowledged in ${median} ms (median), ${p99} ms (p99), ${worst} ms (worst)`,
    );
    expect(load.faults).toEqual([]);
    expect(load.acknowledged).toBe(load.sent);
    expect(p99).toBeLessThan(P99_MS);
  } finally {
    await send.close();
    await fleet.close();
  }
});
