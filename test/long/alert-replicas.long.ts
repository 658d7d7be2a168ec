import { type AlertServer, startAlertServer } from '../../src/alerts/alert-server.ts';
import { type Alerts, openAlerts } from '../../src/alerts/open-alerts.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import { createLogger } from '../../src/log.ts';
import { createAlertPoster } from '../../src/slack/alerts/alert-poster.ts';
import { EVERY_SECRET, SECRET } from '../support/alert-webhook.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';
import {
  asList,
  asRecord,
  BOT_TOKEN,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../support/slack-workspace.ts';

const missing = postgresMissing();
if (missing !== undefined && process.env.CI !== 'true') console.warn(missing);
const describeWithPostgres = missing === undefined || process.env.CI === 'true' ? describe : describe.skip;

const REPLICAS = 3;
const ALERTS = 60;

describeWithPostgres('three replicas on one PostgreSQL', () => {
  let postgres: PostgresServer;
  let slack: SlackWorkspace;
  let channel: string;
  const running: { readonly alerts: Alerts; readonly server: AlertServer }[] = [];

  beforeAll(async () => {
    [postgres, slack] = await Promise.all([startPostgres(), startSlackWorkspace()]);
    channel = await slack.channel('incidents');
    slack.react('conversations.info', () => ({ ok: true, channel: { id: channel, is_ext_shared: false } }));
    const databaseUrl = await postgres.createDatabase();
    const log = createLogger('silent');
    for (let replica = 0; replica < REPLICAS; replica++) {
      const alerts = await openAlerts({
        settings: readAlertSettings(EVERY_SECRET).settings,
        databaseUrl,
        channel,
        createPoster: () =>
          createAlertPoster({
            botToken: BOT_TOKEN,
            slackApiUrl: slack.apiUrl,
            log,
            sharedChannels: [],
          }),
        answer: () => undefined,
        fetch: () => Promise.reject(new Error('no network in this test')),
        log,
        pace: { restMs: 0, againSeconds: 0 },
      });
      running.push({
        alerts,
        server: await startAlertServer(alerts.listener, { host: '127.0.0.1', port: 0 }),
      });
    }
  });
  afterAll(async () => {
    for (const { alerts, server } of running) {
      await server.close();
      await alerts.close();
    }
    await slack.close();
    await postgres.stop();
  });

  const send = async (index: number, status: string) => {
    const replica = running[(status === 'resolved' ? index + 1 : index) % REPLICAS];
    const body = { name: `Alert ${index}.`, fingerprint: `${index}`, status, severity: 'low' };
    const response = await fetch(`${replica?.server.url}/alerts/generic`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(202);
  };
  const shown = async () => {
    while (((await running[0]?.alerts.figures())?.waiting ?? 0) > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const every = (work: (index: number) => Promise<void>) =>
    Promise.all(Array.from({ length: ALERTS }, (_, index) => work(index)));

  it('post each alert once and tell each turn once, in its own thread, whichever of them took it', async () => {
    // One of the calls is lost after Slack took it.
    slack.fail('chat.postMessage', { status: 500, isDone: true });
    await every((index) => send(index, 'firing'));
    await every((index) => send(index, 'firing'));
    await shown();
    await every((index) => send(index, 'resolved'));
    await shown();

    const { messages } = await slack.as('asker', 'conversations.history', { channel, limit: 1000 });
    const cards = asList(messages).filter(({ metadata }) => metadata !== undefined);
    const names = cards.map(({ blocks }) => String(asRecord(asRecord(asList(blocks)[0]).text).text));
    const expected = Array.from({ length: ALERTS }, (_, index) => `🟢 Resolved · Alert ${index}.`);
    expect([...names].sort()).toEqual(expected.sort());
    for (const card of cards) {
      const thread = await slack.as('asker', 'conversations.replies', { channel, ts: card.ts });
      const replies = asList(thread.messages).filter(({ ts }) => ts !== card.ts);
      const [, name] = /· (Alert \d+\.)/.exec(JSON.stringify(card.blocks)) ?? [];
      expect(replies.map(({ text }) => text)).toEqual([expect.stringContaining(`${name} is resolved`)]);
    }
  });
});
