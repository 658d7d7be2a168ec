import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('an answer stands once', () => {
  let room: TestRoom;

  beforeEach(async () => {
    room = await startTestRoom();
  });
  afterEach(() => room.close());

  it.each([
    ['takes it and breaks the connection', { status: 0, isDone: true }],
    ['takes it and answers with an error', { status: 500, isDone: true }],
    ['does not take it', { status: 503 }],
    ['wants it later', { status: 429, headers: { 'retry-after': '1' } }],
  ])('where Slack %s', async (_what, failure) => {
    const { slack } = room;
    const channel = await slack.directMessage();
    const ts = String((await slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
    slack.fail('chat.postMessage', failure);
    await room.send.event({ type: 'message', channel_type: 'im', channel, user: ASKER, ts, text: LINE });
    await slack.next('chat.postMessage');
    await room.settle();
    const { messages } = await slack.as('asker', 'conversations.replies', { channel, ts });
    expect(asList(messages).slice(1)).toHaveLength(1);
  });
});
