import { startAlertFleet } from '../support/alert-fleet.ts';
import { chaosAlerts, chaosBody } from '../support/chaos-alerts.ts';
import { chaosFaults } from '../support/chaos-findings.ts';

const ALERTS = 100;
const DRAIN_MS = 120_000;

test('a process that is told to stop while it posts ends in order, and the next one posts the rest once', async () => {
  const fleet = await startAlertFleet({ paceMs: 50 });
  try {
    const [replica] = fleet.replicas;
    if (replica === undefined) throw new Error('the fleet is empty');
    const alerts = chaosAlerts(ALERTS).map((alert) => ({ ...alert, resolves: false }));
    for (const alert of alerts) expect(await fleet.send(replica, chaosBody(alert, 'firing'))).toBe(202);
    await replica.stop();
    const posted = (await fleet.slack.shown()).cards.length;
    expect(posted).toBeLessThan(ALERTS);
    expect(replica.log()).not.toMatch(/took too long|stop failed|given back/);
    await replica.start();
    await fleet.drained(DRAIN_MS);
    expect(chaosFaults(alerts, await fleet.slack.shown())).toEqual([]);
  } finally {
    await fleet.close();
  }
});
