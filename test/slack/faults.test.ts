import { encodeAnswerRef } from '../../src/slack/answers/answer-ref.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, BOT_USER } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('when Slack does not let an answer in', () => {
  let room: TestRoom;
  let channel: string;
  let ts: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
    ts = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
  });
  afterEach(() => room.close());

  const mention = (fields: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) =>
    room.send.event(
      { type: 'app_mention', channel, user: ASKER, ts, text: `<@${BOT_USER}> ${LINE}`, ...fields },
      envelope,
    );
  const press = (actionId: string, source: { readonly channel: string; readonly ts: string }) =>
    room.send.interaction({
      type: 'block_actions',
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'incidents' },
      message: { ts, thread_ts: ts, blocks: [] },
      actions: [
        {
          type: 'button',
          action_id: actionId,
          value: encodeAnswerRef({ source: { kind: 'message', ...source }, shown: ['http/slow'] }),
          block_id: 'b',
          action_ts: '1',
        },
      ],
    });
  const posts = () => room.slack.calls('chat.postMessage');
  const errors = () =>
    room
      .logged()
      .split('\n')
      .filter((line) => line.includes('"level":50'));

  it('for its channel was archived, nothing fails', async () => {
    await room.slack.as('asker', 'conversations.archive', { channel });
    await mention();
    await room.settle();
    expect(room.logged()).toContain('is_archived');
    expect(errors()).toEqual([]);
  });

  it('for its channel was archived, whoever pressed a button is told', async () => {
    await room.slack.as('asker', 'conversations.archive', { channel });
    await press('answer_not_this', { channel, ts });
    expect((await room.send.responded()).text).toContain('That channel is archived');
  });

  it('for the bot was removed from the channel, nothing fails', async () => {
    const secret = await room.slack.channel('secret');
    await mention({ channel: secret });
    await room.settle();
    expect(room.logged()).toContain('not_in_channel');
    expect(errors()).toEqual([]);
  });

  it('for the asker’s channel takes no posts of apps, whoever used the shortcut sees the answer', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: false, error: 'restricted_action' }));
    await room.send.interaction({
      type: 'message_action',
      callback_id: 'triage_message',
      channel: { id: channel, name: 'incidents' },
      message_ts: ts,
      message: { type: 'message', ts, text: LINE },
    });
    const answer = await room.send.responded();
    expect(answer).toMatchObject({ response_type: 'ephemeral' });
    expect(answer.text).toContain('nginx cannot connect');
  });

  it.each(['invalid_auth', 'account_inactive', 'token_revoked'])(
    'for its token died meanwhile (%s), the log says what to do, and a retry is answered',
    async (error) => {
      room.slack.react('chat.postMessage', () => ({ ok: false, error }));
      await mention({}, { event_id: 'Ev1' });
      await room.slack.next('chat.postMessage');
      await room.slack.next('chat.postMessage');
      room.slack.react('chat.postMessage', () => undefined);
      await mention({}, { event_id: 'Ev1' });
      expect((await room.slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
      expect(errors()).toHaveLength(1);
      expect(errors()[0]).toMatch(/"cure":"[^"]*SLACK_BOT_TOKEN/);
    },
  );

  it('for the question was deleted meanwhile, the answer that Slack put into the channel is taken back', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: true, channel, ts: '1700000001.000000', message: {} }));
    room.slack.react('chat.delete', () => ({ ok: true }));
    await mention();
    expect((await room.slack.next('chat.delete')).args).toMatchObject({ channel, ts: '1700000001.000000' });
    await room.settle();
    expect(posts()).toHaveLength(1);
  });

  it('for the question was deleted meanwhile, and the answer cannot be taken back, nothing more is posted', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: true, channel, ts: '1700000001.000000', message: {} }));
    room.slack.react('chat.delete', () => ({ ok: false, error: 'cant_delete_message' }));
    await mention();
    await room.settle();
    expect(posts()).toHaveLength(1);
    expect(room.logged()).toContain('cant_delete_message');
  });

  it('for the message that a button is about was deleted, whoever pressed is told', async () => {
    await room.slack.as('asker', 'chat.delete', { channel, ts });
    await press('answer_why', { channel, ts });
    expect((await room.slack.next('chat.postEphemeral')).args).toMatchObject({
      user: ASKER,
      text: expect.stringContaining('That message is gone'),
    });
  });

  it.each([
    ['the app was uninstalled', { type: 'app_uninstalled' }],
    ['its tokens were revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT_USER] } }],
  ])('for %s, the log says what to do, and Pasteur stays up', async (_what, event) => {
    expect((await room.send.event(event)).status).toBe(200);
    await mention();
    await room.slack.next('chat.postMessage');
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toMatch(/"cure":"[^"]*SLACK_BOT_TOKEN/);
  });
});
