import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** The button of an answer as Slack sends it back. */
function buttonIn(blocks: unknown, actionId: string): Record<string, unknown> {
  const elements = asList(blocks).flatMap(({ elements }) => asList(elements));
  const found = elements.find(({ action_id }) => action_id === actionId);
  if (found === undefined) throw new Error(`no button ${actionId}`);
  return { ...found, block_id: 'b', action_ts: '1' };
}

describe('the buttons of an answer', () => {
  let room: TestRoom;
  let channel: string;
  let asked: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
    asked = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
  });
  afterEach(() => room.close());

  /** Asks in the channel and gives the answer as it stands there. */
  const ask = async () => {
    await room.send.event({ type: 'app_mention', channel, user: ASKER, ts: asked, text: LINE });
    await room.slack.next('chat.postMessage');
    return lastReply();
  };
  const lastReply = async () => {
    const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts: asked });
    return asRecord(asList(messages).at(-1));
  };
  const press = (message: Record<string, unknown>, actionId: string) =>
    room.send.interaction({
      type: 'block_actions',
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel,
        is_ephemeral: false,
        thread_ts: message.thread_ts,
      },
      channel: { id: channel, name: 'incidents' },
      message,
      actions: [buttonIn(message.blocks, actionId)],
    });
  const pressHidden = (blocks: unknown, actionId: string) =>
    room.send.interaction({
      type: 'block_actions',
      container: {
        type: 'message',
        message_ts: '1700000009.000000',
        channel_id: channel,
        is_ephemeral: true,
      },
      channel: { id: channel, name: 'incidents' },
      actions: [buttonIn(blocks, actionId)],
    });

  it('Not this shows the next candidate, then says that there is none', async () => {
    await press(await ask(), 'answer_not_this');
    const second = (await room.slack.next('chat.postMessage')).args;
    expect(second).toMatchObject({ channel, thread_ts: asked });
    expect(second.text).toContain('Connection refused');
    await press(await lastReply(), 'answer_not_this');
    const third = (await room.slack.next('chat.postMessage')).args;
    expect(third.text).toContain('That was the last candidate');
    await room.settle();
    expect(room.feedback.map(({ kind, entry }) => [kind, entry])).toEqual([
      ['not_this', 'nginx/upstream-connection-refused'],
      ['not_this', 'http/connection-refused'],
    ]);
  });

  it('Not this takes the buttons off the answer that was turned down', async () => {
    const answer = await ask();
    await press(answer, 'answer_not_this');
    const { args } = await room.slack.next('chat.update');
    expect(args.ts).toBe(answer.ts);
    const types = asList(args.blocks).map(({ type }) => type);
    expect(types).not.toContain('actions');
    expect(types).toContain('header');
  });

  it('Not this pressed twice goes on by one', async () => {
    const answer = await ask();
    await press(answer, 'answer_not_this');
    await press(answer, 'answer_not_this');
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(2);
  });

  it('Not this on a question that was deleted says so', async () => {
    const answer = await ask();
    await room.slack.as('asker', 'chat.delete', { channel, ts: asked });
    room.slack.react('conversations.replies', () => ({ ok: false, error: 'thread_not_found' }));
    await press(answer, 'answer_not_this');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('That message is gone');
  });

  it('Why? shows the parts of the score, the evidence and the distance to the next entry, to the presser alone', async () => {
    await press(await ask(), 'answer_why');
    const { args } = await room.slack.next('chat.postEphemeral');
    expect(args).toMatchObject({ channel, user: ASKER, thread_ts: asked });
    const blocks = JSON.stringify(args.blocks);
    expect(blocks).toContain('+12.50');
    expect(blocks).toContain('6.50 ahead of Connection refused');
    expect(blocks).toContain('Matched in line 1 of the paste');
  });

  it('Helpful thanks, and counts each person once', async () => {
    const answer = await ask();
    await press(answer, 'answer_helpful');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('Thank you');
    await press(answer, 'answer_helpful');
    await room.settle();
    expect(room.feedback).toEqual([
      { kind: 'helpful', entry: 'nginx/upstream-connection-refused', user: ASKER, channel },
    ]);
  });

  it('of an older release say so', async () => {
    const answer = await ask();
    const blocks = [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'answer_why', value: '{"v":0}', text: {} }],
      },
    ];
    await press({ ...answer, blocks }, 'answer_why');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('older release');
  });

  describe('that only its asker sees', () => {
    const askPrivately = async () => {
      await room.send.command(LINE, { channel_id: channel });
      return (await room.send.responded()).blocks;
    };

    it('Share posts it to the channel and takes the private one away', async () => {
      await pressHidden(await askPrivately(), 'answer_share');
      const { args } = await room.slack.next('chat.postMessage');
      expect(args.channel).toBe(channel);
      expect(args.thread_ts).toBeUndefined();
      expect(JSON.stringify(args.blocks)).toContain(`Shared by <@${ASKER}>`);
      expect(JSON.stringify(args.blocks)).not.toContain('answer_share');
      expect(await room.send.responded()).toEqual({ delete_original: true });
    });

    it('Share goes by the response address where the bot may not post', async () => {
      room.slack.react('chat.postMessage', () => ({ ok: false, error: 'not_in_channel' }));
      await pressHidden(await askPrivately(), 'answer_share');
      expect(await room.send.responded()).toMatchObject({ response_type: 'in_channel' });
    });

    it('Share posts nothing where another company reads along', async () => {
      const blocks = await askPrivately();
      room.slack.react('conversations.info', () => ({
        ok: true,
        channel: { id: channel, is_ext_shared: true },
      }));
      await pressHidden(blocks, 'answer_share');
      expect((await room.send.responded()).text).toContain('I do not post here');
      expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
    });

    it('Not this puts the next candidate in its place', async () => {
      await pressHidden(await askPrivately(), 'answer_not_this');
      const answer = await room.send.responded();
      expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: true });
      expect(answer.text).toContain('Connection refused');
      expect(JSON.stringify(answer.blocks)).toContain('answer_share');
    });

    it('Why? leaves it standing', async () => {
      await pressHidden(await askPrivately(), 'answer_why');
      expect(await room.send.responded()).toMatchObject({
        response_type: 'ephemeral',
        replace_original: false,
      });
    });
  });
});
