import { messagesOf, modelAnswer } from '../support/model-server.ts';
import { asList } from '../support/slack-workspace.ts';
import { type SummaryRoom, startSummaryRoom } from '../support/summary-room.ts';

const UNKNOWN = 'ERROR ledger close failed: quota 4711 exceeded';

describe('a paste that no entry knows', () => {
  let room: SummaryRoom;
  beforeEach(async () => {
    room = await startSummaryRoom();
  });
  afterEach(() => room.close());

  /** Asks, and gives the finished message of the model's answer. */
  const askModel = async (text = UNKNOWN) => {
    await room.press(await room.say(text), 'answer_ask_model');
    await room.slack.next('chat.postMessage');
    await room.ended();
    const [reply] = await room.replies();
    return reply ?? {};
  };

  it('is answered at once, with a button to ask the model, and nothing has left', async () => {
    const message = await room.say(UNKNOWN);
    expect(JSON.stringify(message.blocks)).toContain('No entry knows this');
    expect(JSON.stringify(message.blocks)).toContain('Ask the model');
    expect(room.model.calls).toHaveLength(0);
  });

  it('gets a summary in its thread that nobody can take for an entry', async () => {
    const reply = await askModel();
    const blocks = JSON.stringify(reply.blocks);
    expect(blocks).toContain("Written by a model (test-model), not by your team's knowledge");
    expect(blocks).toContain('The disk of the ledger is full.');
    expect(blocks).toContain('Old logs were never deleted.');
    expect(blocks).toContain('du -xsh /var/*');
    expect(blocks).toContain('Since when does it happen?');
    expect(blocks).toContain('60 %');
    expect(blocks).not.toContain('"header"');
    expect(blocks).not.toContain('answer_helpful');
    expect(asList(reply.blocks).length).toBeGreaterThan(4);
  });

  it('shows exactly what left when asked', async () => {
    const reply = await askModel('connect to 10.20.30.40 failed');
    await room.press(reply, 'summary_sent');
    const { args } = await room.slack.next('views.open');
    const shown = JSON.stringify(args.view);
    for (const { text } of messagesOf(room.model.calls[0] ?? never()))
      for (const line of text.split('\n')) expect(shown).toContain(JSON.stringify(line).slice(1, -1));
    expect(shown).toContain('connect to <ip-1> failed');
    expect(shown).not.toContain('10.20.30.40');
  });

  it('shows a status while it waits', async () => {
    await room.press(await room.say(UNKNOWN), 'answer_ask_model');
    const statuses: unknown[] = [];
    while (!statuses.includes('is asking the model…')) {
      statuses.push((await room.slack.next('assistant.threads.setStatus')).args.status);
    }
  });

  it('is asked once however often the button is pressed', async () => {
    const message = await room.say(UNKNOWN);
    room.model.react('hang');
    await room.press(message, 'answer_ask_model');
    await room.model.next();
    await room.press(message, 'answer_ask_model');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('asked about this already');
    expect(room.model.calls).toHaveLength(1);
  });

  it('goes back to the asker with names put back, and no mention or link alive', async () => {
    room.model.react({
      say: modelAnswer({
        summary: '<!channel> <ip-1> is down, see [this](https://evil.example/?d=1) and <@U000000001>',
      }),
    });
    const reply = await askModel('connect to 10.20.30.40 failed');
    const message = { text: String(reply.text), blocks: asList(reply.blocks) };
    expect(JSON.stringify(message.blocks)).toContain('10.20.30.40 is down, see this');
    expect(message.text).not.toMatch(/<[!@#]/);
    expect(JSON.stringify(message)).not.toContain('evil.example');
  });

  it('ends when the asker deletes it, and leaves nothing behind', async () => {
    room.model.react('hang');
    await room.press(await room.say(UNKNOWN), 'answer_ask_model');
    const call = await room.model.next();
    await room.send.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: room.channel,
      channel_type: 'im',
      deleted_ts: room.asked,
      ts: '1700000009.000100',
    });
    await call.closed;
    // The answer and what the model would have said below it.
    await room.slack.next('chat.delete');
    await room.slack.next('chat.delete');
    expect(await room.replies()).toEqual([]);
  });

  it('that the model has answered takes that along when the asker deletes it', async () => {
    await askModel(UNKNOWN);
    await room.send.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: room.channel,
      channel_type: 'im',
      deleted_ts: room.asked,
      ts: '1700000009.000100',
    });
    await room.slack.next('chat.delete');
    await room.slack.next('chat.delete');
    expect(await room.replies()).toEqual([]);
  });

  it('is told when Pasteur stops meanwhile', async () => {
    room.model.react('hang');
    await room.press(await room.say(UNKNOWN), 'answer_ask_model');
    await room.model.next();
    await room.settle();
    expect((await room.ended()).text).toContain('being restarted');
  });

  it('keeps to what Slack takes, however long the answer is', async () => {
    const long = (word: string) => `${word} `.repeat(100);
    const claim = { text: long('cause'), sources: [1, 2, 3] };
    room.model.react({
      say: modelAnswer({
        summary: long('summary'),
        likelyCauses: Array.from({ length: 9 }, () => claim),
        nextSteps: Array.from({ length: 9 }, () => ({ ...claim, command: long('echo') })),
        missingInformation: Array.from({ length: 9 }, () => long('missing')),
      }),
    });
    await room.press(await room.say(UNKNOWN), 'answer_ask_model');
    const args = await room.ended();
    const [reply] = await room.replies();
    expect(String(args.text).length).toBeLessThan(4000);
    expect(JSON.stringify(args.blocks).length).toBeLessThanOrEqual(12_000);
    expect(JSON.stringify(reply?.blocks)).toContain('What was sent?');
  });
});

describe('a paste that an entry knows', () => {
  it('is never for the model', async () => {
    const room = await startSummaryRoom({ when: 'direct-messages' });
    try {
      const message = await room.say('connect() failed (111: Connection refused)');
      expect(JSON.stringify(message.blocks)).not.toContain('Ask the model');
      await room.settle();
      expect(room.model.calls).toHaveLength(0);
    } finally {
      await room.close();
    }
  });
});

describe('a paste that only resembles an entry', () => {
  it('can be asked about, with that entry as a source', async () => {
    const room = await startSummaryRoom();
    try {
      room.model.react({
        say: modelAnswer({
          likelyCauses: [
            { text: 'It is overloaded.', sources: [1] },
            { text: 'Made up.', sources: [7] },
          ],
        }),
      });
      await room.press(await room.say('it is slow'), 'answer_ask_model');
      await room.ended();
      const [reply] = await room.replies();
      const blocks = JSON.stringify(reply?.blocks);
      expect(blocks).toContain('It is overloaded. [1]');
      expect(blocks).toContain('From your pages: [1] Slow answers');
      expect(blocks).not.toContain('Made up');
    } finally {
      await room.close();
    }
  });
});

describe('in direct messages, where the team wants it', () => {
  it('the model is asked by itself, below the answer', async () => {
    const room = await startSummaryRoom({ when: 'direct-messages' });
    try {
      const message = await room.say(UNKNOWN);
      expect(JSON.stringify(message.blocks)).not.toContain('Ask the model');
      await room.ended();
      const [reply] = await room.replies();
      expect(JSON.stringify(reply?.blocks)).toContain('The disk of the ledger is full.');
    } finally {
      await room.close();
    }
  });
});

function never(): never {
  throw new Error('nothing was sent');
}
