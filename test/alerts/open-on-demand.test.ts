import { openAlerts } from '../../src/alerts/open-alerts.ts';
import { openOnDemand } from '../../src/alerts/open-on-demand.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import { createLogger } from '../../src/log.ts';
import { createAlertPoster } from '../../src/slack/alerts/alert-poster.ts';
import { EVERY_SECRET } from '../support/alert-webhook.ts';
import { createGate } from '../support/queue-room.ts';

const log = createLogger('silent');
const open = () =>
  openAlerts({
    settings: readAlertSettings(EVERY_SECRET).settings,
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

test('alerts are opened in the background without a message, once', async () => {
  const begun = createGate();
  let times = 0;
  const alerts = openOnDemand(
    () => {
      times += 1;
      begun.open();
      return open();
    },
    log,
    0,
  );
  await begun.opened;
  expect(await alerts.figures()).toMatchObject({ waiting: 0 });
  expect(await alerts.watched.add('C0000000001', 'U000000001')).toBe(true);
  await alerts.close();
  expect(times).toBe(1);
});

test('alerts that are closed before they were opened never are', async () => {
  let times = 0;
  const alerts = openOnDemand(
    () => {
      times += 1;
      return open();
    },
    log,
    0,
  );
  await alerts.close();
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(times).toBe(0);
});
