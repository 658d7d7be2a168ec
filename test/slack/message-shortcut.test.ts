import { startTestRoom, type TestRoom } from '../support/slack-room.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('"Triage this" on a message', () => {
  let room: TestRoom;
  let channel: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
  });
  afterEach(() => room.close());

  const shortcut = (message: Record<string, unknown>) =>
    room.send.interaction({
      type: 'message_action',
      callback_id: 'triage_message',
      channel: { id: channel, name: 'incidents' },
      message_ts: message.ts,
      message: { type: 'message', ...message },
    });

  it('is answered in the thread of that message', async () => {
    expect(await shortcut({ ts: '1700000000.000100', text: LINE })).toEqual({ status: 200, body: '' });
    const { args } = await room.slack.next('chat.postMessage');
    expect(args).toMatchObject({ channel, thread_ts: '1700000000.000100' });
  });

  it('on a reply is answered in the thread that the reply is in', async () => {
    await shortcut({ ts: '1700000000.000200', thread_ts: '1700000000.000100', text: LINE });
    expect((await room.slack.next('chat.postMessage')).args.thread_ts).toBe('1700000000.000100');
  });

  it('reads an alert of another app that has only attachments', async () => {
    await shortcut({
      ts: '1700000000.000100',
      bot_id: 'B0ALERTS',
      text: '',
      attachments: [{ fallback: LINE }],
    });
    expect((await room.slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
  });

  it('where the bot may not post is answered to the asker alone', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: false, error: 'not_in_channel' }));
    await shortcut({ ts: '1700000000.000100', text: LINE });
    const answer = await room.send.responded();
    expect(answer.response_type).toBe('ephemeral');
    expect(JSON.stringify(answer.blocks)).toContain('answer_share');
  });

  it('in a private channel that the bot is not in is answered to the asker alone', async () => {
    channel = await room.slack.channel('secret');
    await shortcut({ ts: '1700000000.000100', text: LINE });
    const answer = await room.send.responded();
    expect(answer.response_type).toBe('ephemeral');
    expect(answer.text).toContain('nginx cannot connect');
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('in a channel shared with another company gives away nothing', async () => {
    room.slack.react('conversations.info', () => ({
      ok: true,
      channel: { id: channel, is_ext_shared: true },
    }));
    await shortcut({ ts: '1700000000.000100', text: LINE });
    const answer = await room.send.responded();
    expect(answer.text).toContain('shared with another company');
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('with nothing to read says what to paste', async () => {
    await shortcut({ ts: '1700000000.000100', text: '' });
    expect((await room.send.responded()).text).toContain('There is no text in it');
  });
});
