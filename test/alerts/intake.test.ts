import { type Alert, createAlert } from '../../src/alerts/alert.ts';
import { ALERT_QUEUE, createIntake } from '../../src/alerts/intake.ts';
import { parseStoredAlert } from '../../src/alerts/stored-alert.ts';
import type { AcceptAlerts } from '../../src/alerts/webhook.ts';
import { createLogger } from '../../src/log.ts';
import { createAlertStore } from '../../src/store/alerts/alert-store.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';

let store: Store;
let accept: AcceptAlerts;
beforeAll(async () => {
  const queues = { [ALERT_QUEUE]: {} };
  store = await openStore({ log: createLogger('silent'), queues });
  const { database, queue } = store;
  const alerts = createAlertStore(database, { parseReport: parseStoredAlert });
  accept = createIntake({ database, queue, alerts, channel: '#incidents' });
});
afterAll(() => store.close());

function alert(fingerprint: string, status: Alert['status'] = 'firing'): Alert {
  return createAlert({ source: 'generic', fingerprint, status, severity: 'low', name: 'Any' });
}

async function kept(fingerprint: string): Promise<readonly unknown[]> {
  return store.database.query(
    `SELECT a.status, a.count,
       (SELECT count(*)::int FROM pasteur_jobs.job j WHERE j.data->>'key' = 'alert:' || a.id) AS jobs
     FROM pasteur.alerts a WHERE a.fingerprint = $1`,
    [fingerprint],
  );
}

test('deliveries that come at once are all kept, each alert with one job', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `many-${index}`);
  await Promise.all(names.map((name) => accept([alert(name)], { source: 'generic', id: undefined })));
  for (const name of names) expect(await kept(name)).toEqual([{ status: 'firing', count: 1, jobs: 1 }]);
});

test('deliveries about one alert that come at once are kept in their order', async () => {
  const turns = (['firing', 'firing', 'resolved'] as const).map((status) => alert('turns', status));
  await Promise.all(turns.map((turn) => accept([turn], { source: 'generic', id: undefined })));
  expect(await kept('turns')).toEqual([{ status: 'resolved', count: 2, jobs: 1 }]);
});

test('a delivery that comes twice at once, and again later, counts once', async () => {
  const delivery = { source: 'generic', id: 'same' } as const;
  const again = () => accept([alert('twice')], delivery);
  await Promise.all([again(), again(), again()]);
  await again();
  expect(await kept('twice')).toEqual([{ status: 'firing', count: 1, jobs: 1 }]);
});

test('what cannot be kept fails alone', async () => {
  // A status that the table refuses stands in for a fault that only one of them has.
  const bad = { ...alert('bad'), status: 'gone' as Alert['status'] };
  const settled = await Promise.allSettled(
    [alert('first'), alert('good'), bad, alert('last')].map((each) =>
      accept([each], { source: 'generic', id: undefined }),
    ),
  );
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect([await kept('bad'), await kept('good'), await kept('last')].map(({ length }) => length)).toEqual([
    0, 1, 1,
  ]);
});
