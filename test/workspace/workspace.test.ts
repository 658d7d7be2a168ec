import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createLogger } from '../../src/log.ts';
import { recordOf, recordsOf, textOf } from '../../src/workspace/json.ts';
import type { WorkspaceState } from '../../src/workspace/wire.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { connectPage, type PageClient } from './page-client.ts';
import { startTinyApp, type TinyApp } from './tiny-app.ts';

const LINE = 'connect() failed (111: Connection refused) <x> & "http://10.0.0.1:8080/a"';

let workspace: Workspace;
let app: TinyApp;
let page: PageClient;
let state: WorkspaceState;
let incidents = '';

beforeAll(async () => {
  workspace = await startWorkspace({
    port: 0,
    log: createLogger('silent'),
    now: () => Date.now(),
    manifest: new URL('../fixtures/workspace/manifest.yml', import.meta.url),
  });
  app = await startTinyApp(workspace);
  page = await connectPage(workspace.url);
  state = await page.state();
  incidents = state.channels.find(({ name }) => name === 'incidents')?.id ?? '';
});

afterAll(async () => {
  page.close();
  await app.stop();
  await workspace.close();
});

function callSlack(
  method: string,
  params: object,
  token = workspace.botToken,
): Promise<Record<string, unknown>> {
  return fetch(`${workspace.slackApiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(params),
  }).then(async (response) => JSON.parse(await response.text()));
}

/** Sends a message and gives it as the page hears of it. */
async function say(channel: string, text: string): Promise<Record<string, unknown>> {
  const { body } = await page.post('/api/message', { channel, text });
  const said = await page.change((change) => change.type === 'message' && change.message.ts === body.ts);
  return said.type === 'message' ? said.message : {};
}

describe('the workspace', () => {
  test('has the bot in a direct message beside the channels', () => {
    expect(state.channels.map(({ name }) => name)).toEqual(['general', 'incidents', 'alerts', 'Pasteur']);
    expect(state.app.channelId).toMatch(/^D/);
    expect(state.samples).toHaveLength(5);
  });

  test('shows what others said before you came as unread', () => {
    expect(state.channels.map(({ unread }) => unread)).toEqual([1, 2, 0, 0]);
  });

  test('binds to its loopback address and no other', async () => {
    const { hostname, port } = new URL(workspace.url);
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
      const sent = request(`${workspace.url}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? JSON.stringify({ channel: incidents, text: 'hello' }) : undefined);
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
    const asked = await say(state.app.channelId, LINE);
    const reply = await page.change(
      (change) => change.type === 'message' && change.message.thread_ts === asked.ts,
    );

    const delivery = app.received.find(({ body }) => recordOf(body, 'event')?.ts === asked.ts);
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
    expect(reply).toMatchObject({ message: { text: 'An answer', bot_id: expect.any(String) } });
  });

  test('that mentions the bot in a channel comes as app_mention too', async () => {
    const asked = await say(incidents, '@pasteur what is this');
    await page.change((change) => change.type === 'message' && change.message.thread_ts === asked.ts);
    const kinds = app.received
      .filter(({ body }) => recordOf(body, 'event')?.ts === asked.ts)
      .map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['app_mention', 'message']);
  });

  test('is refused when it is longer than Slack allows', async () => {
    const { status } = await page.post('/api/message', { channel: incidents, text: 'x'.repeat(12_001) });
    expect(status).toBe(400);
  });
});

describe('what the person does', () => {
  test('a button press carries the message, its thread and a response_url that works', async () => {
    const asked = await say(state.app.channelId, 'something to press');
    const reply = await page.change(
      (change) => change.type === 'message' && change.message.thread_ts === asked.ts,
    );
    const message = reply.type === 'message' ? reply.message : {};
    const blockId = textOf(recordsOf(message, 'blocks')[1], 'block_id');
    const pressed = await page.post('/api/press', {
      channel: state.app.channelId,
      ts: message.ts,
      blockId,
      actionId: 'press',
    });
    expect(pressed.body).toEqual({ ok: true });
    const hidden = await page.change(
      (change) => change.type === 'ephemeral' && change.message.text === 'Pressed',
    );
    expect(hidden).toMatchObject({ channel: state.app.channelId, message: { is_ephemeral: true } });
    expect(app.received.find(({ kind }) => kind === 'action')?.body).toMatchObject({
      container: { message_ts: message.ts, thread_ts: asked.ts, is_ephemeral: false },
      message: { text: 'An answer' },
      actions: [{ action_id: 'press', block_id: blockId, type: 'button', text: { text: 'Press' } }],
    });
  });

  test('a slash command is answered to the person only', async () => {
    const ran = await page.post('/api/command', { channel: incidents, command: '/triage', text: 'a < b' });
    expect(ran.body).toEqual({ ok: true });
    await page.change((change) => change.type === 'ephemeral' && change.message.text === 'You said a &lt; b');
    const { body } = await page.get(`/api/messages?channel=${incidents}`);
    expect(recordsOf(body, 'messages').at(-1)).toMatchObject({ is_ephemeral: true });
    const history = await callSlack('conversations.history', { channel: incidents });
    expect(JSON.stringify(history)).not.toContain('You said');
  });

  test('a command that is not acknowledged within three seconds fails as at Slack', async () => {
    const ran = await page.post('/api/command', { channel: incidents, command: '/slow', text: '' });
    expect(ran.body).toEqual({ ok: false, error: 'operation_timeout' });
  });

  test('a message shortcut carries the message of somebody else', async () => {
    const { body } = await page.get(`/api/messages?channel=${incidents}`);
    const first = recordsOf(body, 'messages')[0];
    const used = await page.post('/api/shortcut', {
      channel: incidents,
      ts: first?.ts,
      callbackId: 'triage_message',
    });
    expect(used.body).toEqual({ ok: true });
    await page.change((change) => change.type === 'message' && change.message.text === 'Shared');
    expect(app.received.find(({ kind }) => kind === 'shortcut')?.body).toMatchObject({
      message_ts: first?.ts,
      channel: { id: incidents, name: 'incidents' },
      message: { text: expect.stringContaining('connect() failed') },
    });
  });

  test('a modal opens, stays open with its errors, and closes once it is right', async () => {
    await page.post('/api/command', { channel: incidents, command: '/triage', text: 'modal' });
    const opened = await page.change((change) => change.type === 'view_opened');
    const viewId = opened.type === 'view_opened' ? textOf(opened.view, 'id') : undefined;
    const submit = (value: string) =>
      page.post('/api/view-submit', {
        viewId,
        values: { paste: { text: { type: 'plain_text_input', value } } },
      });
    expect((await submit('')).body).toEqual({ ok: true, errors: { paste: 'Paste something.' } });
    expect((await submit('a real error')).body).toEqual({ ok: true });
    await page.change((change) => change.type === 'views_closed' && change.viewIds.includes(viewId ?? ''));
  });

  test('a dropped log file is shared as a snippet that the bot can fetch', async () => {
    const query = new URLSearchParams({ channel: state.app.channelId, name: 'error.log', comment: 'here' });
    await fetch(`${workspace.url}/api/file?${query}`, {
      method: 'POST',
      headers: { origin: workspace.url, 'content-type': 'application/octet-stream' },
      body: 'first line\nsecond line\n',
    });
    const shared = await page.change(
      (change) => change.type === 'message' && change.message.subtype === 'file_share',
    );
    const file = shared.type === 'message' ? recordsOf(shared.message, 'files')[0] : undefined;
    expect(file).toMatchObject({ name: 'error.log', mode: 'snippet', mimetype: 'text/plain' });
    const address = textOf(file, 'url_private_download') ?? '';
    expect(address.startsWith(workspace.url)).toBe(true);
    const content = await fetch(address, { headers: { authorization: `Bearer ${workspace.botToken}` } });
    expect(await content.text()).toBe('first line\nsecond line\n');
    expect(await (await fetch(address)).text()).toContain('Sign in');
  });
});

describe("Slack's Web API", () => {
  test('refuses a wrong token, an unknown method and a missing scope by name', async () => {
    expect(await callSlack('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await callSlack('chat.sing', {})).toMatchObject({ ok: false, error: 'unknown_method' });
    expect(await callSlack('users.list', {})).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
    });
  });

  test('gives one message of a history by latest, inclusive and limit', async () => {
    const all = recordsOf(await callSlack('conversations.history', { channel: incidents }), 'messages');
    const oldest = all.at(-1);
    const one = await callSlack('conversations.history', {
      channel: incidents,
      latest: oldest?.ts,
      inclusive: true,
      limit: 1,
    });
    expect(recordsOf(one, 'messages').map(({ ts }) => ts)).toEqual([oldest?.ts]);
  });

  test("shows the agent's status and prompts", async () => {
    const place = { channel_id: state.app.channelId, thread_ts: '1.2' };
    expect(await callSlack('assistant.threads.setStatus', { ...place, status: 'is reading…' })).toEqual({
      ok: true,
    });
    await page.change((change) => change.type === 'status' && change.text === 'is reading…');
  });

  test('stops a response_url after five uses', async () => {
    await page.post('/api/command', { channel: incidents, command: '/triage', text: 'five' });
    const address =
      textOf(app.received.findLast(({ kind }) => kind === 'command')?.body, 'response_url') ?? '';
    const use = () => fetch(address, { method: 'POST', body: JSON.stringify({ text: 'again' }) });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await use()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});
