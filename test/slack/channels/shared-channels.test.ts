import { encodeAnswerRef } from '../../../src/slack/answers/answer-ref.ts';
import { startTestRoom, type TestRoom } from '../../support/slack-room.ts';
import { ASKER, BOT_USER } from '../../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('in a channel that is shared with another company since the answer', () => {
  let room: TestRoom;
  let channel: string;
  let ts: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
    ts = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
    await room.send.event({ type: 'app_mention', channel, user: ASKER, ts, text: `<@${BOT_USER}> ${LINE}` });
    await room.slack.next('chat.postMessage');
    room.slack.react('conversations.info', () => ({
      ok: true,
      channel: { id: channel, is_ext_shared: true },
    }));
  });
  afterEach(() => room.close());

  it.each(['answer_not_this', 'answer_why', 'answer_share'])(
    'a press of %s gives away nothing',
    async (id) => {
      const value = encodeAnswerRef({
        source: { kind: 'message', channel, ts },
        shown: ['nginx/upstream-connection-refused'],
      });
      await room.send.interaction({
        type: 'block_actions',
        container: {
          type: 'message',
          message_ts: '1700000009.000000',
          channel_id: channel,
          is_ephemeral: false,
        },
        channel: { id: channel, name: 'incidents' },
        message: { ts: '1700000009.000000', thread_ts: ts, blocks: [] },
        actions: [{ type: 'button', action_id: id, value, block_id: 'b', action_ts: '1' }],
      });
      const { args } = await room.slack.next('chat.postEphemeral');
      expect(args.text).toContain('shared with another company');
      await room.settle();
      expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
    },
  );

  it.each([
    ['says so', true],
    ['does not say so', undefined],
  ])('an edit of the question changes nothing, where Slack %s', async (_how, isShared) => {
    await room.send.event(
      {
        type: 'message',
        subtype: 'message_changed',
        channel_type: 'channel',
        channel,
        message: { type: 'message', user: ASKER, ts, text: 'it is slow' },
        previous_message: { type: 'message', user: ASKER, ts, text: LINE },
      },
      { is_ext_shared_channel: isShared },
    );
    await room.settle();
    expect(room.slack.calls('chat.update')).toHaveLength(0);
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });
});
