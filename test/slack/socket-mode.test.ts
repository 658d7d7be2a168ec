import { createLogger } from '../../src/log.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import { createMemoryDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { createMailbox } from '../support/mailbox.ts';
import { ASKER, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';
import { smallTriage } from '../support/small-triage.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';

describe('over Socket Mode', () => {
  let slack: SlackWorkspace;
  let socket: SocketModeServer;
  let app: SlackApp;
  let channel: string;
  /** Waited for before a delivery is written down. */
  let written: Promise<unknown>;

  beforeEach(async () => {
    written = Promise.resolve();
    const deliveries = createMemoryDeliveryLog();
    slack = await startSlackWorkspace();
    socket = await startSocketModeServer();
    slack.react('apps.connections.open', () => ({ ok: true, url: socket.url }));
    channel = await slack.directMessage();
    app = createSlackApp({
      botToken: BOT_TOKEN,
      appToken: 'xapp-1-test',
      slackApiUrl: slack.apiUrl,
      triage: () => smallTriage,
      log: createLogger('silent'),
      now: Date.now,
      settings: { sharedChannels: [] },
      deliveries: {
        ...deliveries,
        begin: async (key, question) => {
          await written;
          return deliveries.begin(key, question);
        },
      },
    });
    await app.start();
    await socket.connected();
  });
  afterEach(async () => {
    await app.stop();
    await socket.close();
    await slack.close();
  });

  const message = (eventId: string, ts = '1700000000.000100') => ({
    type: 'event_callback',
    team_id: 'T000000001',
    event_id: eventId,
    event: { type: 'message', channel_type: 'im', channel, user: ASKER, ts, text: 'connect() failed' },
  });
  const answers = () => slack.calls('chat.postMessage');

  it('a direct message is acknowledged and answered', async () => {
    const id = await socket.send('events_api', message('Ev1'));
    expect(await socket.acknowledged()).toBe(id);
    expect((await slack.next('chat.postMessage')).args).toMatchObject({
      channel,
      thread_ts: '1700000000.000100',
    });
  });

  it('a question is acknowledged once it is written down, and nothing waits for that', async () => {
    const gate = createMailbox<void>();
    written = gate.take();
    const question = await socket.send('events_api', message('Ev1'));
    const opened = { type: 'app_home_opened', user: ASKER, channel, tab: 'home' };
    const other = await socket.send('events_api', { ...message('Ev2'), event: opened });
    expect(await socket.acknowledged()).toBe(other);
    gate.put(undefined);
    expect(await socket.acknowledged()).toBe(question);
  });

  it('an event that comes twice is acknowledged twice and answered once', async () => {
    const id = await socket.send('events_api', message('Ev1'));
    socket.repeat(id);
    expect([await socket.acknowledged(), await socket.acknowledged()]).toEqual([id, id]);
    await slack.next('chat.postMessage');
    await app.stop();
    expect(answers()).toHaveLength(1);
  });

  it('an event whose acknowledgement was lost with the connection is answered once', async () => {
    socket.deafen(true);
    const id = await socket.send('events_api', message('Ev1'));
    await slack.next('chat.postMessage');
    socket.drop();
    socket.deafen(false);
    expect(await socket.acknowledged()).toBe(id);
    await app.stop();
    expect(answers()).toHaveLength(1);
  });

  it.each(['warning', 'refresh_requested'] as const)(
    'a connection that Slack ends (%s) is replaced, and what came meanwhile is answered',
    async (reason) => {
      socket.disconnect(reason);
      await socket.connected();
      const id = await socket.send('events_api', message('Ev1'));
      expect(await socket.acknowledged()).toBe(id);
      expect((await slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
    },
  );

  it('a greeting that is late is waited for', async () => {
    const gate = createMailbox<void>();
    socket.greetAfter(gate.take());
    socket.drop();
    const id = await socket.send('events_api', message('Ev1'));
    gate.put(undefined);
    expect(await socket.acknowledged()).toBe(id);
  });

  it('a connection that is one too many is tried for again', async () => {
    socket.refuse(1);
    socket.drop();
    await socket.connected();
    expect(socket.opened).toBe(3);
    expect(await socket.send('events_api', message('Ev1'))).toBe(await socket.acknowledged());
  });

  it.each([
    ['fails', 503],
    ['breaks off', 0],
  ])('is tried for again when the call for an address %s', async (_how, status) => {
    slack.fail('apps.connections.open', { status });
    socket.drop();
    await socket.connected();
    expect(await socket.send('events_api', message('Ev1'))).toBe(await socket.acknowledged());
  });

  it('is tried for again after the app-level token was refused for a while', async () => {
    let isRefused = true;
    slack.react('apps.connections.open', () => {
      const reply = isRefused ? { ok: false, error: 'invalid_auth' } : { ok: true, url: socket.url };
      isRefused = false;
      return reply;
    });
    socket.drop();
    await socket.connected();
    expect(await socket.send('events_api', message('Ev1'))).toBe(await socket.acknowledged());
  });

  it('no message is lost or doubled while connections drop, acknowledgements are lost and envelopes come twice', async () => {
    const sent = new Set<string>();
    for (let index = 0; index < 30; index += 1) {
      const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text: 'connect() failed' });
      const id = await socket.send('events_api', message(`Ev${index}`, String(ts)));
      sent.add(id);
      if (index % 3 === 0) socket.repeat(id);
      socket.deafen(index % 10 > 6);
      if (index % 10 === 9) {
        socket.drop();
        socket.deafen(false);
        await socket.connected();
      }
    }
    while (sent.size > 0) sent.delete(await socket.acknowledged());
    await app.stop();
    const threads = answers().map(({ args }) => String(args.thread_ts));
    expect([threads.length, new Set(threads).size]).toEqual([30, 30]);
  });

  it('has no address that Slack would post to', () => {
    expect(app.requestUrl).toBeUndefined();
  });
});
