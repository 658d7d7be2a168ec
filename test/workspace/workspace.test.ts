import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createLogger } from '../../src/log.ts';
import { recordOf } from '../../src/workspace/json.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { type LocalSlack, startLocalSlack } from './local-slack.ts';

const LINE = 'connect() failed (111: Connection refused) <x> & "http://10.0.0.1:8080/a"';

let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack();
});

afterAll(() => slack.stop());

describe('the workspace', () => {
  test('has the bot in a direct message beside the channels', () => {
    expect(slack.state.channels.map(({ name }) => name)).toEqual([
      'general',
      'incidents',
      'alerts',
      'Pasteur',
    ]);
    expect(slack.direct).toMatch(/^D/);
    expect(slack.state.samples).toHaveLength(5);
  });

  test('shows what others said before you came as unread', () => {
    expect(slack.state.channels.map(({ unread }) => unread)).toEqual([1, 2, 0, 0]);
  });

  test('binds to its loopback address and no other', async () => {
    const { hostname, port } = new URL(slack.workspace.url);
    expect(hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const reachable = [
      '127.0.0.2',
      ...others
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => address),
    ];
    for (const host of reachable) {
      const error = await new Promise((resolve) => {
        const socket = connect({ host, port: Number(port), timeout: 500 }, () => resolve(undefined));
        socket.on('error', resolve).on('timeout', () => socket.destroy(new Error('no answer')));
      });
      expect(error).toHaveProperty('message');
    }
  });

  test('names the port when it is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = startWorkspace({ port, log: createLogger('silent'), now: () => Date.now() });
    await expect(start).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    });
    other.close();
  });
});

describe('other web sites', () => {
  const send = (headers: Record<string, string>, method = 'POST', path = '/api/message') =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${slack.workspace.url}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? JSON.stringify({ channel: slack.incidents, text: 'hello' }) : undefined);
    });
  const json = { 'content-type': 'application/json' };

  test.each([
    ['a foreign Origin', { ...json, origin: 'https://evil.example' }],
    ['another port of this machine', { ...json, origin: 'http://127.0.0.1:1' }],
    ['an opaque Origin', { ...json, origin: 'null' }],
    ['no Origin', json],
  ])('are refused a write with %s', async (_, headers) => {
    expect(await send(headers)).toBe(403);
  });

  test('are refused a read under a host name of their own', async () => {
    expect(await send({ host: 'rebound.example:80' }, 'GET', '/api/state')).toBe(403);
    expect(await send({ host: 'rebound.example:80' }, 'GET', '/')).toBe(403);
  });
});

describe('a message from the page', () => {
  test('reaches the bot signed, in the shape of Slack, and its reply comes over the feed', async () => {
    const asked = await slack.say(slack.direct, LINE);
    const reply = await slack.replyTo(asked.ts);

    const delivery = slack.app.received.find(({ body }) => recordOf(body, 'event')?.ts === asked.ts);
    expect(delivery?.body).toMatchObject({
      type: 'event_callback',
      is_ext_shared_channel: false,
      event: {
        type: 'message',
        channel_type: 'im',
        text: 'connect() failed (111: Connection refused) &lt;x&gt; &amp; "<http://10.0.0.1:8080/a>"',
        blocks: [{ type: 'rich_text' }],
      },
    });
    expect(reply).toMatchObject({ text: 'An answer', bot_id: expect.any(String) });
  });

  test('that mentions the bot in a channel comes as app_mention too', async () => {
    const asked = await slack.say(slack.incidents, '@pasteur what is this');
    await slack.replyTo(asked.ts);
    const kinds = slack.app.received
      .filter(({ body }) => recordOf(body, 'event')?.ts === asked.ts)
      .map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['app_mention', 'message']);
  });

  test('is refused when it is longer than Slack allows', async () => {
    const { status } = await slack.page.post('/api/message', {
      channel: slack.incidents,
      text: 'x'.repeat(12_001),
    });
    expect(status).toBe(400);
  });
});
