import { modelAnswer } from '../support/model-server.ts';
import { type SummaryRoom, startSummaryRoom } from '../support/summary-room.ts';

const UNKNOWN = 'ERROR ledger close failed: quota 4711 exceeded';
const STREAM = { ok: true, channel: 'D1', ts: '1700000099.000100' };

describe('a summary in a workspace that has streams', () => {
  let room: SummaryRoom;
  let text: string;
  beforeEach(async () => {
    room = await startSummaryRoom();
    text = '';
    room.slack.react('chat.startStream', ({ markdown_text }) => grow(markdown_text));
    room.slack.react('chat.appendStream', ({ markdown_text }) => grow(markdown_text));
    room.slack.react('chat.stopStream', ({ markdown_text }) => grow(markdown_text));
  });
  afterEach(() => room.close());
  const grow = (markdown: unknown) => {
    text += typeof markdown === 'string' ? markdown : '';
    return STREAM;
  };
  const askModel = async () => room.press(await room.say(UNKNOWN), 'answer_ask_model');

  it('grows as it comes, and ends with its buttons', async () => {
    const answer = modelAnswer({ summary: `The disk is full. ${'Really. '.repeat(12)}` });
    const middle = answer.indexOf('"nextSteps"') + 5;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    room.model.react({ say: answer.slice(0, middle), rest: answer.slice(middle), gate });
    await askModel();
    const started = await room.slack.next('chat.startStream');
    expect(started.args).toMatchObject({ channel: room.channel, thread_ts: room.asked });
    expect(started.args.markdown_text).toContain('Written by a model');
    await room.slack.next('chat.appendStream');
    expect(text).toContain('The disk is full\\.'.replace('\\.', '.'));
    expect(text).not.toContain('du -xsh');
    open();
    const { args } = await room.slack.next('chat.stopStream');
    expect(text).toContain('du -xsh');
    expect(text).toContain('Old logs were never deleted.');
    expect(text.split('The disk is full').length).toBe(2);
    expect(JSON.stringify(args.blocks)).toContain('What was sent?');
    expect(room.slack.calls('chat.update')).toHaveLength(0);
  });

  it('holds no Markdown of the model, no mention and no link', async () => {
    room.model.react({
      say: modelAnswer({
        summary:
          '# Big <!channel> **bold** ![x](https://evil.example/a.png) https://evil.example/?q=1 `code`',
        nextSteps: [{ text: 'Run', command: 'echo "```" <@U000000001>', sources: [] }],
      }),
    });
    await askModel();
    await room.slack.next('chat.stopStream');
    expect(text).not.toMatch(/(?<!\\)\*\*bold|<[!@]|https:\/\/evil|!\[/);
    expect(text).toContain('\\# Big');
    expect(text).toContain('````\necho "```"');
  });

  it('that fails half way says so where it stands', async () => {
    const half = modelAnswer().slice(0, 200);
    room.model.react({ endsAfter: half });
    await askModel();
    await room.slack.next('chat.stopStream');
    expect(text).toContain('stopped half way');
    expect(text).toMatch(/reference [0-9a-f]{8}/);
  });

  it('that Slack has ended meanwhile is edited', async () => {
    room.slack.react('chat.stopStream', () => ({ ok: false, error: 'message_not_in_streaming_state' }));
    room.slack.react('chat.update', () => ({ ok: true }));
    await askModel();
    const { args } = await room.slack.next('chat.update');
    expect(args.ts).toBe(STREAM.ts);
    expect(JSON.stringify(args.blocks)).toContain('The disk of the ledger is full.');
  });
});

describe('a summary whose process is gone', () => {
  it.each([true, false])('is ended when another one starts; streamed: %s', async (isStream) => {
    const { createMemorySummaryStore } = await import('../../src/summary/memory-store.ts');
    const store = createMemorySummaryStore(Date.now);
    await store.log.start({ id: 'cut-off-summary', asked: undefined, runSeconds: -1 });
    await store.log.place('cut-off-summary', { channel: 'C1', ts: '1.5', isStream });
    const room = await startSummaryRoom({ store });
    try {
      const method = isStream ? 'chat.stopStream' : 'chat.update';
      const { args } = await room.slack.next(method);
      expect(args).toMatchObject({ channel: 'C1', ts: '1.5' });
      expect(String(args.markdown_text ?? args.text)).toContain('cut off by a restart');
    } finally {
      await room.close();
    }
  });
});
