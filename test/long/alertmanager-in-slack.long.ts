import { createServer, type Server } from 'node:http';
import { type AlertRoom, startAlertRoom } from '../support/alert-room.ts';
import { SECRET } from '../support/alert-webhook.ts';
import { type Alertmanager, HAS_ALERTMANAGER, startAlertmanager } from '../support/alertmanager.ts';
import { asList, asRecord } from '../support/slack-workspace.ts';

const GROUPS = Array.from({ length: 50 }, (_, index) => `Group${index}.`);
const LEAST_REPORTS = 2;

if (!HAS_ALERTMANAGER)
  console.warn('skipped: install the package prometheus-alertmanager to run these tests');
const describeWithAlertmanager = HAS_ALERTMANAGER ? describe : describe.skip;

describeWithAlertmanager('fifty groups of a real Alertmanager', () => {
  let room: AlertRoom;
  let door: Server;
  let alertmanager: Alertmanager;
  /** Reports that were accepted, by status and group. */
  const accepted = { firing: new Map<string, number>(), resolved: new Map<string, number>() };
  let onAccepted = (): void => undefined;

  beforeAll(async () => {
    room = await startAlertRoom();
    door = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const body = asRecord(JSON.parse(Buffer.concat(chunks).toString()));
      const status = await room.send(body, 'alertmanager');
      for (const { status: turn, labels } of status === 202 ? asList(body.alerts) : []) {
        const counts = turn === 'resolved' ? accepted.resolved : accepted.firing;
        const name = String(asRecord(labels).alertname);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      onAccepted();
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const address = door.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    alertmanager = await startAlertmanager(`http://127.0.0.1:${port}/alerts/alertmanager`, SECRET);
  });
  afterAll(async () => {
    await alertmanager.stop();
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    await room.close();
  });

  const reported = (counts: ReadonlyMap<string, number>, least: number) =>
    new Promise<void>((resolve) => {
      onAccepted = () => {
        if (GROUPS.every((name) => (counts.get(name) ?? 0) >= least)) resolve();
      };
      onAccepted();
    });

  test('are fifty threads with the right counts, and are all resolved in the end', async () => {
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    const alerts = GROUPS.map((alertname) => ({
      labels: { alertname, severity: 'warning', instance: 'web-3' },
      annotations: { summary: `${alertname} on web-3` },
      startsAt,
    }));
    await alertmanager.post(alerts);
    await reported(accepted.firing, LEAST_REPORTS);
    const endsAt = new Date(Date.now() - 1000).toISOString();
    await alertmanager.post(alerts.map((alert) => ({ ...alert, endsAt })));
    await reported(accepted.resolved, 1);
    await room.shown();

    const shown = await Promise.all(
      (await room.cards('Group')).map(async (card) => {
        const said = JSON.stringify(card.blocks);
        const [, state, name] = /(Firing|Resolved) · (Group\d+\.)/.exec(said) ?? [];
        const [, times] = /Seen (\d+) times/.exec(said) ?? [];
        const replies = (await room.replies(card)).map(({ text }) => text);
        return { name, state, count: Number(times), replies };
      }),
    );
    expect(new Map(shown.map((card) => [card.name, card]))).toEqual(
      new Map(
        GROUPS.map((name) => {
          const replies = [expect.stringContaining(`${name} is resolved`)];
          return [name, { name, state: 'Resolved', count: accepted.firing.get(name), replies }];
        }),
      ),
    );
    expect(shown).toHaveLength(GROUPS.length);
  });
});
