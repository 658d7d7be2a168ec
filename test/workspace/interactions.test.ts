import { recordsOf, textOf } from '../../src/workspace/json.ts';
import { type LocalSlack, startLocalSlack } from './local-slack.ts';

let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack();
});

afterAll(() => slack.stop());

describe('what the person does', () => {
  test('a button press carries the message, its thread and a response_url that works', async () => {
    const asked = await slack.say(slack.direct, 'something to press');
    const message = await slack.replyTo(asked.ts);
    const blockId = textOf(recordsOf(message, 'blocks')[1], 'block_id');
    const pressed = await slack.page.post('/api/press', {
      channel: slack.direct,
      ts: message.ts,
      blockId,
      actionId: 'press',
    });
    expect(pressed.body).toEqual({ ok: true });
    const hidden = await slack.page.change(
      (change) => change.type === 'ephemeral' && change.message.text === 'Pressed',
    );
    expect(hidden).toMatchObject({ channel: slack.direct, message: { is_ephemeral: true } });
    expect(slack.app.received.find(({ kind }) => kind === 'action')?.body).toMatchObject({
      container: { message_ts: message.ts, thread_ts: asked.ts, is_ephemeral: false },
      message: { text: 'An answer' },
      actions: [{ action_id: 'press', block_id: blockId, type: 'button', text: { text: 'Press' } }],
    });
  });

  test('a slash command is answered to the person only', async () => {
    const ran = await slack.page.post('/api/command', {
      channel: slack.incidents,
      command: '/triage',
      text: 'a < b',
    });
    expect(ran.body).toEqual({ ok: true });
    await slack.page.change(
      (change) => change.type === 'ephemeral' && change.message.text === 'You said a &lt; b',
    );
    const { body } = await slack.page.get(`/api/messages?channel=${slack.incidents}`);
    expect(recordsOf(body, 'messages').at(-1)).toMatchObject({ is_ephemeral: true });
    const history = await slack.call('conversations.history', { channel: slack.incidents });
    expect(JSON.stringify(history)).not.toContain('You said');
  });

  test('a command that is not acknowledged within three seconds fails as at Slack', async () => {
    const ran = await slack.page.post('/api/command', {
      channel: slack.incidents,
      command: '/slow',
      text: '',
    });
    expect(ran.body).toEqual({ ok: false, error: 'operation_timeout' });
  });

  test('a message shortcut carries the message of somebody else', async () => {
    const { body } = await slack.page.get(`/api/messages?channel=${slack.incidents}`);
    const first = recordsOf(body, 'messages')[0];
    const used = await slack.page.post('/api/shortcut', {
      channel: slack.incidents,
      ts: first?.ts,
      callbackId: 'triage_message',
    });
    expect(used.body).toEqual({ ok: true });
    await slack.page.change((change) => change.type === 'message' && change.message.text === 'Shared');
    expect(slack.app.received.find(({ kind }) => kind === 'shortcut')?.body).toMatchObject({
      message_ts: first?.ts,
      channel: { id: slack.incidents, name: 'incidents' },
      message: { text: expect.stringContaining('connect() failed') },
    });
  });

  test('a modal opens, fills its menus, stays open with its errors, and closes once it is right', async () => {
    await slack.page.post('/api/command', { channel: slack.incidents, command: '/triage', text: 'modal' });
    const opened = await slack.page.change((change) => change.type === 'view_opened');
    const viewId = opened.type === 'view_opened' ? textOf(opened.view, 'id') : undefined;
    const submit = (value: string) =>
      slack.page.post('/api/view-submit', {
        viewId,
        values: { paste: { text: { type: 'plain_text_input', value } } },
      });
    const offered = await slack.page.post('/api/options', {
      viewId,
      blockId: 'city',
      actionId: 'city',
      value: 'Be',
    });
    expect(recordsOf(offered.body, 'options').map(({ value }) => value)).toEqual(['Bergen']);
    expect(slack.app.received.find(({ kind }) => kind === 'options')?.body).toMatchObject({
      type: 'block_suggestion',
      value: 'Be',
      view: { id: viewId, callback_id: 'paste' },
      container: { type: 'view' },
    });
    const gone = { viewId: 'V0', blockId: 'city', actionId: 'city', value: '' };
    expect((await slack.page.post('/api/options', gone)).status).toBe(409);
    expect((await submit('')).body).toEqual({ ok: true, errors: { paste: 'Paste something.' } });
    expect((await submit('a real error')).body).toEqual({ ok: true });
    await slack.page.change(
      (change) => change.type === 'views_closed' && change.viewIds.includes(viewId ?? ''),
    );
  });

  test('a dropped log file is shared as a snippet that the bot can fetch', async () => {
    const query = new URLSearchParams({ channel: slack.direct, name: 'error.log', comment: 'here' });
    await fetch(`${slack.workspace.url}/api/file?${query}`, {
      method: 'POST',
      headers: { origin: slack.workspace.url, 'content-type': 'application/octet-stream' },
      body: 'first line\nsecond line\n',
    });
    const shared = await slack.page.change(
      (change) => change.type === 'message' && change.message.subtype === 'file_share',
    );
    const file = shared.type === 'message' ? recordsOf(shared.message, 'files')[0] : undefined;
    expect(file).toMatchObject({ name: 'error.log', mode: 'snippet', mimetype: 'text/plain' });
    const address = textOf(file, 'url_private_download') ?? '';
    expect(address.startsWith(slack.workspace.url)).toBe(true);
    const content = await fetch(address, {
      headers: { authorization: `Bearer ${slack.workspace.botToken}` },
    });
    expect(await content.text()).toBe('first line\nsecond line\n');
    expect(await (await fetch(address)).text()).toContain('Sign in');
  });
});

describe("Slack's Web API", () => {
  test('refuses a wrong token, an unknown method and a missing scope by name', async () => {
    expect(await slack.call('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await slack.call('chat.sing', {})).toMatchObject({ ok: false, error: 'unknown_method' });
    expect(await slack.call('users.list', {})).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
    });
  });

  test('gives one message of a history by latest, inclusive and limit', async () => {
    const all = recordsOf(
      await slack.call('conversations.history', { channel: slack.incidents }),
      'messages',
    );
    const oldest = all.at(-1);
    const one = await slack.call('conversations.history', {
      channel: slack.incidents,
      latest: oldest?.ts,
      inclusive: true,
      limit: 1,
    });
    expect(recordsOf(one, 'messages').map(({ ts }) => ts)).toEqual([oldest?.ts]);
  });

  test("shows the agent's status and prompts", async () => {
    const place = { channel_id: slack.direct, thread_ts: '1.2' };
    expect(await slack.call('assistant.threads.setStatus', { ...place, status: 'is reading…' })).toEqual({
      ok: true,
    });
    await slack.page.change((change) => change.type === 'status' && change.text === 'is reading…');
  });

  test('stops a response_url after five uses', async () => {
    await slack.page.post('/api/command', { channel: slack.incidents, command: '/triage', text: 'five' });
    const address =
      textOf(slack.app.received.findLast(({ kind }) => kind === 'command')?.body, 'response_url') ?? '';
    const use = () => fetch(address, { method: 'POST', body: JSON.stringify({ text: 'again' }) });
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await use()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});
