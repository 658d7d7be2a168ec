import { createMailbox } from '../support/mailbox.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, BOT_USER } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe.each(['direct message', 'mention'])('a question by %s', (road) => {
  let room: TestRoom;
  let channel: string;
  let asked: string;

  beforeEach(async () => {
    room = await startTestRoom();
    await ask(LINE);
  });
  afterEach(() => room.close());

  const isDirect = road === 'direct message';
  const written = (text: string) => (isDirect ? text : `<@${BOT_USER}> ${text}`);
  const ask = async (text: string) => {
    channel = isDirect ? await room.slack.directMessage() : await room.slack.channel('incidents');
    asked = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: written(text) })).ts);
    const place = isDirect ? { type: 'message', channel_type: 'im' } : { type: 'app_mention' };
    await room.send.event({ ...place, channel, user: ASKER, ts: asked, text: written(text) });
  };
  const answered = () => room.slack.next('chat.postMessage');
  const change = (event: Record<string, unknown>) =>
    room.send.event({ type: 'message', channel_type: isDirect ? 'im' : 'channel', channel, ...event });
  const edit = (text: string, before: Record<string, unknown> = { text: written(LINE) }, more = {}) =>
    change({
      subtype: 'message_changed',
      message: { type: 'message', user: ASKER, ts: asked, text: written(text), ...more },
      previous_message: { type: 'message', user: ASKER, ts: asked, ...before },
    });
  const replies = async () => {
    const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts: asked });
    return asList(messages).slice(1);
  };

  it('that is edited has its answer edited in place', async () => {
    await answered();
    await edit('it is slow');
    const { args } = await room.slack.next('chat.update');
    expect(args.text).toContain('Slow answers');
    await room.settle();
    expect((await replies()).map(({ ts }) => ts)).toEqual([args.ts]);
    expect(room.slack.calls('assistant.threads.setStatus')).toHaveLength(1);
  });

  it('that is edited while it is being answered ends with the answer to the edit', async () => {
    await room.close();
    room = await startTestRoom();
    const gate = createMailbox<undefined>();
    room.slack.react('chat.postMessage', () => gate.take());
    await ask(LINE);
    await edit('it is slow');
    gate.put(undefined);
    expect((await room.slack.next('chat.update')).args.text).toContain('Slow answers');
  });

  it('that Slack only unfurls a link of is left alone', async () => {
    await answered();
    await edit(
      LINE,
      { text: written(LINE) },
      { attachments: [{ from_url: 'https://a.example', text: 'it is slow' }] },
    );
    await room.settle();
    expect(room.slack.calls('chat.update')).toHaveLength(0);
  });

  it('whose answer was deleted meanwhile gets a new one', async () => {
    await answered();
    const ts = String((await replies())[0]?.ts);
    await room.slack.as('bot', 'chat.delete', { channel, ts });
    await edit('it is slow');
    expect((await answered()).args.text).toContain('Slow answers');
  });

  it('that is edited into one with nothing to read is told what to send, in place', async () => {
    await answered();
    await edit('', undefined, { files: [{ id: 'F1', name: 'shot.png', mimetype: 'image/png', size: 10 }] });
    expect((await room.slack.next('chat.update')).args.text).toContain('shot.png is no text');
  });

  it('that is deleted has its answer deleted', async () => {
    await answered();
    await change({ subtype: 'message_deleted', deleted_ts: asked });
    await room.slack.next('chat.delete');
    await room.settle();
    expect(await replies()).toEqual([]);
  });

  it('that is blanked, since it has replies, has its answer deleted', async () => {
    await answered();
    await change({ subtype: 'message_changed', message: { subtype: 'tombstone', ts: asked } });
    await room.slack.next('chat.delete');
    await room.settle();
    expect(await replies()).toEqual([]);
  });

  it('that is deleted takes every answer along that quotes it', async () => {
    await answered();
    const ts = (Number(asked) + 1).toFixed(6);
    const text = written('why?');
    const place = isDirect ? { type: 'message', channel_type: 'im' } : { type: 'app_mention' };
    await room.send.event({ ...place, channel, user: ASKER, ts, thread_ts: asked, text });
    await answered();
    await change({ subtype: 'message_deleted', deleted_ts: asked });
    await room.slack.next('chat.delete');
    await room.slack.next('chat.delete');
    await room.settle();
    expect(await replies()).toEqual([]);
  });

  it.each([
    ['an edit', { subtype: 'message_changed', message: { user: ASKER, ts: '1.0', text: LINE } }],
    [
      'an edit of the bot',
      { subtype: 'message_changed', message: { user: BOT_USER, bot_id: 'B0BOT', ts: '1.0' } },
    ],
    ['a deletion', { subtype: 'message_deleted', deleted_ts: '1.0' }],
  ])('is not disturbed by %s of a message that was never answered', async (_what, event) => {
    await answered();
    await change(event);
    await room.settle();
    expect(room.slack.calls('chat.update')).toHaveLength(0);
    expect(room.slack.calls('chat.delete')).toHaveLength(0);
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });
});
