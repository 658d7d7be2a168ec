import { recordOf, recordsOf, textOf } from '../../src/workspace/json.ts';
import { type LocalSlack, startLocalSlack } from './local-slack.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describe('the Home tab of the bot', () => {
  let slack: LocalSlack;

  beforeEach(async () => {
    slack = await startLocalSlack();
  });
  afterEach(() => slack.stop());

  const open = async () => {
    await slack.page.post('/api/home-opened', { channel: slack.direct, tab: 'home' });
    const change = await slack.page.change(({ type }) => type === 'home_published');
    return change.type === 'home_published' ? change.view : {};
  };
  const upload = async (name: string, content: Buffer) => {
    const place = await slack.call('files.getUploadURLExternal', { filename: name, length: content.length });
    await fetch(String(place.upload_url), { method: 'POST', body: new Uint8Array(content) });
    await slack.call('files.completeUploadExternal', { files: [{ id: place.file_id }] });
    return String(place.file_id);
  };
  const publish = (file: string) =>
    slack.call('views.publish', {
      user_id: slack.state.you.id,
      view: { type: 'home', blocks: [{ type: 'image', alt_text: 'a dot', slack_file: { id: file } }] },
    });

  test('is drawn by the bot when it is opened, and stays for the next who opens the page', async () => {
    const view = await open();
    expect(recordsOf(view, 'blocks').map(({ type }) => type)).toEqual(['input', 'section']);
    const told = slack.app.received.filter(({ kind }) => kind === 'home').map(({ body }) => body.event);
    expect(told).toMatchObject([{ type: 'app_home_opened', tab: 'home', channel: slack.direct }]);
    expect((await slack.page.state()).home).toMatchObject({ id: view.id });
  });

  test('sends what is entered in its search box, with the state of the view', async () => {
    const view = await open();
    const [input] = recordsOf(view, 'blocks');
    const blockId = textOf(input, 'block_id') ?? '';
    const value = { type: 'plain_text_input', value: '502' };
    const { body } = await slack.page.post('/api/view-press', {
      viewId: view.id,
      blockId,
      actionId: 'search',
      chosen: { value: '502' },
      values: { [blockId]: { search: value } },
    });
    expect(body).toEqual({ ok: true });
    const sent = slack.app.received.find(({ kind }) => kind === 'search')?.body;
    expect(sent).toMatchObject({
      type: 'block_actions',
      actions: [{ action_id: 'search', block_id: blockId, value: '502' }],
      view: { type: 'home', state: { values: { [blockId]: { search: value } } } },
    });
    expect(textOf(sent, 'trigger_id')).not.toBe('');
    expect(recordOf(sent, 'container')).toMatchObject({ type: 'view', view_id: view.id });
  });

  test('shows a picture that the bot uploaded, and is refused with one that it cannot see', async () => {
    const file = await upload('dot.png', PNG);
    expect(await publish(file)).toMatchObject({ ok: true });
    const shown = await fetch(`${slack.workspace.url}/api/picture?id=${file}`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
    expect(await publish('F0NOBODY')).toMatchObject({ ok: false, error: 'invalid_blocks' });
  });

  test('never serves a file as a picture that is none', async () => {
    const file = await upload('dot.png', Buffer.from('<svg onload="alert(1)">'));
    const { status } = await slack.page.get(`/api/picture?id=${file}`);
    expect(status).toBe(415);
  });
});
