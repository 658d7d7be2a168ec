import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAlert } from '../../src/alerts/alert.ts';
import { ALERT_QUEUE, createIntake } from '../../src/alerts/intake.ts';
import { openAlerts } from '../../src/alerts/open-alerts.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import { parseStoredAlert } from '../../src/alerts/stored-alert.ts';
import { createLogger } from '../../src/log.ts';
import { createAlertPoster } from '../../src/slack/alerts/alert-poster.ts';
import { createAlertStore } from '../../src/store/alerts/alert-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { EVERY_SECRET } from '../support/alert-webhook.ts';

const log = createLogger('silent');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-given-up-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Leaves an alert behind as a process does that was killed while it posted, at the last attempt of the job. */
async function leaveAtLastAttempt(): Promise<string> {
  const { database, queue, close } = await openStore({
    folder: join(folder, 'database'),
    log,
    queues: { [ALERT_QUEUE]: {} },
  });
  const alerts = createAlertStore(database, { parseReport: parseStoredAlert });
  const accept = createIntake({ database, queue, alerts, channel: 'C0000000001' });
  const alert = {
    source: 'generic',
    fingerprint: 'a',
    status: 'firing',
    severity: 'low',
    name: 'Any',
  } as const;
  await accept([createAlert(alert)], { source: 'generic', id: undefined });
  const [{ id = '' } = {}] = await alerts.list();
  await alerts.claimPost(id, 'C0000000001');
  await database.query(
    "UPDATE pasteur_jobs.job SET state = 'active', retry_count = retry_limit, started_on = now() - interval '1 minute' WHERE name = $1",
    [ALERT_QUEUE],
  );
  await close();
  return id;
}

test('an alert whose job used up its attempts is dead, with the reason, and no longer on its way', async () => {
  const id = await leaveAtLastAttempt();
  const alerts = await openAlerts({
    settings: readAlertSettings(EVERY_SECRET).settings,
    dataFolder: folder,
    channel: 'C0000000001',
    createPoster: () =>
      createAlertPoster({
        botToken: 'xoxb-none',
        slackApiUrl: 'http://127.0.0.1:1/',
        log,
        sharedChannels: [],
      }),
    answer: () => undefined,
    fetch: () => Promise.reject(new Error('no network in this test')),
    log,
  });
  try {
    let figures = await alerts.figures();
    while (figures.dead === 0) {
      await setImmediate();
      figures = await alerts.figures();
    }
    const fault = 'the processes that ran it ended before it did, each time';
    expect(figures).toMatchObject({ dead: 1, waiting: 0, deadLetters: [{ fault, data: { alert: id } }] });
    expect(await alerts.get(id)).toMatchObject({ messageState: 'dead', messageFault: fault });
  } finally {
    await alerts.close();
  }
});
