import { createServer, type Server } from 'node:http';
import type { Alert } from '../../src/alerts/alert.ts';
import { createWebhookListener } from '../../src/alerts/webhook-http.ts';
import { SECRET, testWebhook } from '../support/alert-webhook.ts';
import { type Alertmanager, HAS_ALERTMANAGER, startAlertmanager } from '../support/alertmanager.ts';
import { createMailbox, type Mailbox } from '../support/mailbox.ts';

const GROUPS = ['DiskFull', 'TargetDown', 'QueueTooLong'];

if (!HAS_ALERTMANAGER)
  console.warn('skipped: install the package prometheus-alertmanager to run these tests');
const describeWithAlertmanager = HAS_ALERTMANAGER ? describe : describe.skip;

describeWithAlertmanager('a real Alertmanager', () => {
  let server: Server;
  let alertmanager: Alertmanager;
  /** One body each, as mapped; how often it comes again is Alertmanager's business. */
  let arrived: Mailbox<readonly Alert[]>;

  beforeEach(async () => {
    arrived = createMailbox();
    const { send } = testWebhook({ accept: async (alerts) => arrived.put(alerts) });
    const listener = createWebhookListener(send, console);
    server = createServer((request, response) => void listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    alertmanager = await startAlertmanager(`http://127.0.0.1:${port}/alerts/alertmanager`, SECRET);
  });

  afterEach(async () => {
    await alertmanager.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Waits for a body with an alert of this status from every group, and returns those alerts. */
  async function takeFromEveryGroup(status: Alert['status']): Promise<readonly Alert[]> {
    const found = new Map<string, Alert>();
    while (found.size < GROUPS.length) {
      for (const alert of await arrived.take()) if (alert.status === status) found.set(alert.name, alert);
    }
    return GROUPS.flatMap((name) => found.get(name) ?? []);
  }

  test('sends firing, repeated and resolved alerts, and each is read as the same one', async () => {
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    const alerts = GROUPS.map((alertname) => ({
      labels: { alertname, severity: 'critical', instance: 'web-3' },
      annotations: { summary: `${alertname} on web-3`, runbook_url: 'https://runbooks.example.com/a' },
      startsAt,
      generatorURL: 'http://prometheus.example.com/graph',
    }));
    await alertmanager.post(alerts);
    const firing = await takeFromEveryGroup('firing');
    expect(firing).toMatchObject(
      GROUPS.map((name) => ({
        source: 'alertmanager',
        status: 'firing',
        severity: 'critical',
        name,
        summary: `${name} on web-3`,
        startsAt,
        labels: { instance: 'web-3' },
        groupKey: `{}:{alertname="${name}"}`,
        runbookUrl: 'https://runbooks.example.com/a',
      })),
    );
    expect(new Set(firing.map(({ fingerprint }) => fingerprint)).size).toBe(GROUPS.length);
    expect(firing.every((alert) => alert.endsAt === undefined)).toBe(true);

    expect(await takeFromEveryGroup('firing')).toEqual(firing);

    const endsAt = new Date(Date.now() - 1000).toISOString();
    await alertmanager.post(alerts.map((alert) => ({ ...alert, endsAt })));
    const resolved = await takeFromEveryGroup('resolved');
    expect(resolved).toEqual(firing.map((alert) => ({ ...alert, status: 'resolved', endsAt })));
  });
});
