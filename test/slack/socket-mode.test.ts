import { createLogger } from '../../src/log.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import { ASKER, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';
import { smallTriage } from '../support/small-triage.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';

describe('over Socket Mode', () => {
  let slack: SlackWorkspace;
  let socket: SocketModeServer;
  let app: SlackApp;

  beforeEach(async () => {
    slack = await startSlackWorkspace();
    socket = await startSocketModeServer();
    slack.react('apps.connections.open', () => ({ ok: true, url: socket.url }));
    app = createSlackApp({
      botToken: BOT_TOKEN,
      appToken: 'xapp-1-test',
      slackApiUrl: slack.apiUrl,
      triage: () => smallTriage,
      log: createLogger('silent'),
      now: Date.now,
      settings: { sharedChannels: [] },
    });
    await app.start();
  });
  afterEach(async () => {
    await app.stop();
    await socket.close();
    await slack.close();
  });

  const message = (channel: string, eventId: string) => ({
    type: 'event_callback',
    team_id: 'T000000001',
    event_id: eventId,
    event: {
      type: 'message',
      channel_type: 'im',
      channel,
      user: ASKER,
      ts: '1700000000.000100',
      text: 'connect() failed',
    },
  });

  it('a direct message is acknowledged and answered', async () => {
    const channel = await slack.directMessage();
    const id = await socket.send('events_api', message(channel, 'Ev1'));
    expect(await socket.acknowledged()).toBe(id);
    expect((await slack.next('chat.postMessage')).args).toMatchObject({
      channel,
      thread_ts: '1700000000.000100',
    });
  });

  it('an event that comes twice is acknowledged twice and answered once', async () => {
    const channel = await slack.directMessage();
    const ids = [
      await socket.send('events_api', message(channel, 'Ev1')),
      await socket.send('events_api', message(channel, 'Ev1')),
    ];
    expect([await socket.acknowledged(), await socket.acknowledged()]).toEqual(ids);
    await slack.next('chat.postMessage');
    await app.stop();
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('has no address that Slack would post to', () => {
    expect(app.requestUrl).toBeUndefined();
  });
});
