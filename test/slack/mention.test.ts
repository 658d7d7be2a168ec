import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, BOT_USER } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('a mention', () => {
  let room: TestRoom;
  let channel: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
  });
  afterEach(() => room.close());

  const mention = (fields: Record<string, unknown>, envelope: Record<string, unknown> = {}) =>
    room.send.event(
      { type: 'app_mention', channel, user: ASKER, ts: '1700000000.000900', ...fields },
      envelope,
    );
  const answer = async () => (await room.slack.next('chat.postMessage')).args;

  it('with text is answered in its thread', async () => {
    await mention({ text: `<@${BOT_USER}> ${LINE}` });
    const args = await answer();
    expect(args).toMatchObject({ channel, thread_ts: '1700000000.000900' });
    expect(args.text).toContain('nginx cannot connect');
    expect(JSON.stringify(args.blocks)).not.toContain(BOT_USER);
  });

  it('alone in a thread is answered from the message that started the thread', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE });
    await mention({ text: `<@${BOT_USER}>`, thread_ts: ts });
    const args = await answer();
    expect(args.thread_ts).toBe(ts);
    expect(args.text).toContain('nginx cannot connect');
    expect(JSON.stringify(args.blocks)).toContain(
      JSON.stringify(JSON.stringify({ v: 1, channel, ts, shown: ['nginx/upstream-connection-refused'] })),
    );
  });

  it('alone in a thread reads attachments of an alert that has no text', async () => {
    const attachments = [{ title: 'Firing', fields: [{ title: 'log', value: LINE }] }];
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel, attachments });
    await mention({ text: `<@${BOT_USER}>`, thread_ts: ts });
    expect((await answer()).text).toContain('nginx cannot connect');
  });

  it('alone in a thread whose first message is gone says so', async () => {
    await mention({ text: `<@${BOT_USER}>`, thread_ts: '1600000000.000001' });
    expect((await answer()).text).toContain('That message is gone');
  });

  it('alone outside a thread gets a short how-to', async () => {
    await mention({ text: `<@${BOT_USER}>` });
    expect((await answer()).text).toContain('Paste an error');
  });

  it('that comes as a message too is answered once', async () => {
    const text = `<@${BOT_USER}> ${LINE}`;
    await mention({ text });
    await room.send.event({
      type: 'message',
      channel_type: 'channel',
      channel,
      user: ASKER,
      ts: '1700000000.000900',
      text,
    });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('delivered under two event ids is answered once', async () => {
    await mention({ text: LINE });
    await mention({ text: LINE });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('by another bot is not answered', async () => {
    await mention({ text: LINE, bot_id: 'B0OTHER', user: 'U0OTHER' });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('in a channel shared with another company is not answered', async () => {
    await mention({ text: LINE }, { is_ext_shared_channel: true });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('in a shared channel that the team allows is answered', async () => {
    await room.close();
    room = await startTestRoom({ settings: { sharedChannels: ['C000000001'] } });
    channel = 'C000000001';
    await mention({ text: LINE }, { is_ext_shared_channel: true });
    expect((await answer()).text).toContain('nginx cannot connect');
  });

  it('in a channel of which Slack does not say whether it is shared is answered when a look-up says no', async () => {
    await mention({ text: LINE }, { is_ext_shared_channel: undefined });
    expect((await answer()).text).toContain('nginx cannot connect');
  });

  it.each([
    ['says yes', { ok: true, channel: { id: 'C1', is_ext_shared: true } }],
    ['says that it is about to be', { ok: true, channel: { id: 'C1', is_pending_ext_shared: true } }],
    ['fails', { ok: false, error: 'channel_not_found' }],
  ])('in such a channel is not answered when the look-up %s', async (_what, reply) => {
    room.slack.react('conversations.info', () => reply);
    await mention({ text: LINE }, { is_ext_shared_channel: undefined });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('whose thread vanished meanwhile leaves nothing in the channel', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: true, channel, ts: '1700000001.000000', message: {} }));
    room.slack.react('chat.delete', () => ({ ok: true }));
    await mention({ text: LINE });
    expect((await room.slack.next('chat.delete')).args).toMatchObject({ channel, ts: '1700000001.000000' });
  });
});
