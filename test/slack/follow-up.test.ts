import type { Triage } from '../../src/triage/result.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord, BOT_USER } from '../support/slack-workspace.ts';
import { makeMatch, smallTriage } from '../support/small-triage.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** An engine with an entry that needs two signs, which may stand in two messages. */
const triageTogether: Triage = (text, options) => {
  const result = smallTriage(text, options);
  if (!text.includes('connect() failed') || !text.includes('kubernetes')) return result;
  const match = makeMatch({ id: 'kubernetes/no-endpoints', title: 'No endpoints' });
  return { ...result, matches: [match, ...result.matches] };
};

describe('a question in the thread of an answer', () => {
  let room: TestRoom;
  let channel: string;
  let root: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.directMessage();
    root = await write(LINE);
    await deliver(LINE, root);
    await answer();
  });
  afterEach(() => room.close());

  /** Writes a message where the bot can read it again. */
  const write = async (text: string, thread_ts?: string) => {
    const thread = thread_ts === undefined ? {} : { thread_ts };
    return String((await room.slack.as('asker', 'chat.postMessage', { channel, text, ...thread })).ts);
  };
  const deliver = (text: string, ts: string, fields: Record<string, unknown> = {}) =>
    room.send.event({ type: 'message', channel_type: 'im', channel, user: ASKER, ts, text, ...fields });
  const answer = async () => (await room.slack.next('chat.postMessage')).args;
  /** Says something in the thread and gives what is answered. */
  const say = async (text: string) => {
    await deliver(text, await write(text, root), { thread_ts: root });
    const args = await answer();
    expect(args.thread_ts).toBe(root);
    return { text: String(args.text), blocks: JSON.stringify(args.blocks) };
  };

  it('that says nothing by itself keeps the paste of the thread', async () => {
    const { text, blocks } = await say('and if the backend is up?');
    expect(text).toBe('Still: nginx cannot connect to its upstream (97 %)');
    expect(blocks).toContain('What the page says about that');
    expect(blocks).toContain('Look at the backend');
    expect(blocks).not.toContain('Start it');
    expect(blocks).toContain('Or: Connection refused (60 %)');
  });

  it('that brings in another entry together with the paste is answered by that, and its buttons too', async () => {
    await room.close();
    room = await startTestRoom({ triage: triageTogether });
    channel = await room.slack.directMessage();
    root = await write(LINE);
    await deliver(LINE, root);
    await answer();
    const { text, blocks } = await say('it runs in kubernetes');
    expect(text).toContain('No endpoints');
    expect(blocks).toContain('Read together with what was pasted in this thread.');
    expect((await say('why')).blocks).toContain('Why No endpoints');
    expect((await say('next')).text).toContain('nginx cannot connect');
  });

  it.each(['next', 'Another one?', 'ещё', 'еще'])('"%s" shows the runner-up', async (word) => {
    expect((await say(word)).text).toContain('Connection refused');
  });

  it('"next" goes on from candidate to candidate, then says that there is none', async () => {
    expect((await say('next')).text).toContain('Connection refused');
    expect((await say('next')).text).toContain('That was the last candidate');
  });

  it('"why?" explains the answer', async () => {
    const { text, blocks } = await say('why?');
    expect(text).toBe('Why this entry was answered.');
    expect(blocks).toContain('6.50 ahead of Connection refused');
  });

  it('"why?" after "next" explains the runner-up', async () => {
    await say('next');
    expect((await say('why?')).blocks).toContain('Why Connection refused');
  });

  it('"steps" shows the steps and "more" the whole page', async () => {
    const steps = await say('steps');
    expect(steps.blocks).toContain('ss -ltnp');
    expect(steps.blocks).not.toContain('not running');
    const more = await say('more');
    expect(more.blocks).toContain('not running');
    expect(more.blocks).toContain('https://nginx.org/en/docs/');
  });

  it('that is a new paste is a question of its own, and what follows is about that', async () => {
    expect((await say('upstream timed out: it is slow')).text).toContain('this looks like');
    expect((await say('why')).blocks).toContain('Why Slow answers');
  });

  it('that is a new paste which no entry knows is not taken for the old one', async () => {
    expect((await say('zzz failed\n  at qqq (x.js:1)')).text).toContain('No entry knows this.');
    expect((await say('HTTP 502 zzz')).text).toContain('No entry knows this.');
  });

  it('with thanks is left alone', async () => {
    await deliver('thanks!', await write('thanks!', root), { thread_ts: root });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
    expect(room.slack.calls('assistant.threads.setStatus')).toHaveLength(1);
  });

  it('outside a thread is a question of its own', async () => {
    await deliver('next', await write('next'));
    expect((await answer()).text).toContain('No entry knows this.');
  });

  it('names the thread once, after its entry', async () => {
    const { args } = await room.slack.next('assistant.threads.setTitle');
    expect(args).toMatchObject({
      channel_id: channel,
      thread_ts: root,
      title: 'nginx cannot connect to its upstream',
    });
    await say('next');
    await room.settle();
    expect(room.slack.calls('assistant.threads.setTitle')).toHaveLength(1);
  });

  it('after "Not this" goes on from what the button showed', async () => {
    const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts: root });
    const message = asRecord(asList(messages).at(-1));
    const elements = asList(message.blocks).flatMap((block) => asList(block.elements));
    const button = elements.find(({ action_id }) => action_id === 'answer_not_this');
    await room.send.interaction({
      type: 'block_actions',
      container: { type: 'message', message_ts: message.ts, channel_id: channel, thread_ts: root },
      channel: { id: channel, name: 'directmessage' },
      message,
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    });
    expect((await answer()).text).toContain('Connection refused');
    expect((await say('next')).text).toContain('That was the last candidate');
  });
});

describe('a question in a thread of a channel', () => {
  let room: TestRoom;
  let channel: string;
  let root: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
    root = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
  });
  afterEach(() => room.close());

  const later = (seconds: number) => (Number(root) + seconds).toFixed(6);
  const mention = (text: string, seconds: number) =>
    room.send.event({
      type: 'app_mention',
      channel,
      user: ASKER,
      ts: later(seconds),
      thread_ts: root,
      text: `<@${BOT_USER}> ${text}`,
    });
  const write = (text: string, user: string, seconds: number) =>
    room.send.event({
      type: 'message',
      channel_type: 'channel',
      channel,
      user,
      ts: later(seconds),
      thread_ts: root,
      text,
    });
  const answer = async () => String((await room.slack.next('chat.postMessage')).args.text);

  it('is about the message that started it', async () => {
    await mention('what is this?', 1);
    expect(await answer()).toContain('nginx cannot connect');
    await mention('next', 2);
    expect(await answer()).toContain('Connection refused');
  });

  it('needs no mention for "next" from the person who was answered', async () => {
    await mention('', 1);
    await answer();
    await write('next', ASKER, 2);
    expect(await answer()).toContain('Connection refused');
  });

  it('is left alone from anybody else, and in threads where nothing was answered', async () => {
    await write('next', ASKER, 1);
    await mention('', 2);
    await answer();
    await write('next', 'U0OTHER', 3);
    await write('and then?', ASKER, 4);
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });
});
