import { type ModelReaction, modelAnswer } from '../support/model-server.ts';
import { MODEL_KEY } from '../support/small-summarizer.ts';
import { type SummaryRoom, type SummaryRoomOptions, startSummaryRoom } from '../support/summary-room.ts';

const UNKNOWN = 'ERROR ledger close failed: quota 4711 exceeded';
const error = (code: string, message: string) => JSON.stringify({ error: { code, message } });
const again = { 'retry-after': '1' };

interface Fault {
  readonly reactions: readonly ModelReaction[];
  readonly says: string;
  readonly logs: string;
  readonly options?: SummaryRoomOptions;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'a wrong key': {
    reactions: [
      {
        status: 401,
        body: error('invalid_api_key', `Incorrect API key provided: ${MODEL_KEY.slice(0, 7)}***ver`),
      },
    ],
    says: 'refuses the key',
    logs: '401',
  },
  'a model that is not there': {
    reactions: [{ status: 404, body: error('model_not_found', 'The model test-model does not exist') }],
    says: 'does not have this model',
    logs: '404',
  },
  'a request to wait for longer than anybody does': {
    reactions: [{ status: 429, headers: { 'retry-after': '120' } }],
    says: 'Try again in 2 minutes',
    logs: '429',
  },
  'no quota left': {
    reactions: [{ status: 429, body: error('insufficient_quota', 'You exceeded your current quota') }],
    says: 'no quota left',
    logs: 'insufficient_quota',
  },
  'a question that is refused': {
    reactions: [{ status: 400, body: error('context_length_exceeded', 'maximum context length is 512') }],
    says: 'does not take the question',
    logs: 'context_length_exceeded',
  },
  'a stream that breaks off': {
    reactions: [{ cutOffAfter: modelAnswer().slice(0, 90) }],
    says: 'stopped half way',
    logs: 'cut-off',
  },
  'a stream that ends without its end': {
    reactions: [{ endsAfter: modelAnswer().slice(0, 90) }],
    says: 'stopped half way',
    logs: 'cut-off',
  },
  'an answer that is no JSON, twice': {
    reactions: [{ say: 'I think the disk is full.' }],
    says: 'not answer in the form',
    logs: 'no JSON object',
  },
  'an empty answer, twice': { reactions: [{ say: '' }], says: 'answered nothing', logs: 'empty' },
  'an answer of 100 kB': {
    reactions: [{ say: modelAnswer({ summary: 'long '.repeat(20_000) }), pieceLength: 4000 }],
    says: 'did not end',
    logs: 'too-long',
  },
  'an answer that the server cuts': {
    reactions: [{ say: modelAnswer().slice(0, 50), finish: 'length' }],
    says: 'did not end',
    logs: 'max_output_tokens',
  },
  'an answer in another language, twice': {
    reactions: [
      {
        say: modelAnswer({ summary: '磁盘已满。请删除旧日志并重启服务。', likelyCauses: [], nextSteps: [] }),
      },
    ],
    says: 'in a language that the text is not in',
    logs: 'language',
  },
  'a model that declines': { reactions: [{ declines: 'I cannot.' }], says: 'declined', logs: 'refused' },
  'a server that never answers': {
    reactions: ['hang'],
    says: 'did not answer in time',
    logs: 'timeout',
    options: { model: { timeoutMs: 1000 } },
  },
  'a budget that is used up': {
    reactions: [{ say: modelAnswer() }],
    says: 'used up',
    logs: 'budget',
    options: { model: { tokensADay: 1000 } },
  },
};

const PASSING: Readonly<Record<string, readonly ModelReaction[]>> = {
  'a request to wait a second': [{ status: 429, headers: again }, { say: modelAnswer() }],
  'a request to wait that names no time': [{ status: 429 }, { say: modelAnswer() }],
  'a failing server': [{ status: 500 }, { status: 503 }, { say: modelAnswer() }],
  'an answer of the wrong shape': [{ say: '{"summary": 5}' }, { say: modelAnswer() }],
  'an answer in words and a fence': [{ say: `Sure!\n\`\`\`json\n${modelAnswer()}\n\`\`\`` }],
  'an answer after its thoughts': [{ say: `<think>{"a": what}</think>${modelAnswer()}` }],
};

describe('when the model fails', () => {
  let room: SummaryRoom | undefined;
  afterEach(() => room?.close());

  it.each(Object.entries(FAULTS))(
    'by %s, the asker gets one line, and the log the cause',
    async (_name, fault) => {
      room = await startSummaryRoom(fault.options);
      room.model.react(...fault.reactions);
      await room.press(await room.say(UNKNOWN), 'answer_ask_model');
      const { text } = await room.ended();
      expect(text).toContain(fault.says);
      const reference = /reference ([0-9a-f]{8})/.exec(String(text))?.[1] ?? 'none';
      expect(String(text).split('\n')).toHaveLength(1);
      await room.settle();
      const line = room
        .logged()
        .split('\n')
        .find((entry) => entry.includes(reference) && entry.includes('no summary'));
      expect(line).toContain(fault.logs);
      expect(room.logged()).not.toContain(MODEL_KEY);
      expect(room.logged()).not.toContain(MODEL_KEY.slice(0, 7));
      expect(room.logged()).not.toContain('quota 4711');
    },
  );

  it.each(Object.entries(PASSING))(
    'in passing, by %s, the asker gets the answer',
    async (_name, reactions) => {
      room = await startSummaryRoom();
      room.model.react(...reactions);
      await room.press(await room.say(UNKNOWN), 'answer_ask_model');
      expect(JSON.stringify((await room.ended()).blocks)).toContain('The disk of the ledger is full.');
      expect(room.model.calls).toHaveLength(reactions.length);
    },
  );

  it('the button can be pressed again', async () => {
    room = await startSummaryRoom();
    room.model.react({ declines: 'no' }, { say: modelAnswer() });
    const message = await room.say(UNKNOWN);
    await room.press(message, 'answer_ask_model');
    await room.ended();
    // The press is noted as failed right after the line is shown.
    await room.slack.next('assistant.threads.setStatus');
    await room.press(message, 'answer_ask_model');
    await room.model.next();
    await room.model.next();
    expect(JSON.stringify((await room.ended()).blocks)).toContain('The disk of the ledger is full.');
  });

  it('with no server there at all, the asker is told', async () => {
    room = await startSummaryRoom({ model: { timeoutMs: 5000 } });
    await room.model.close();
    await room.press(await room.say(UNKNOWN), 'answer_ask_model');
    expect((await room.ended()).text).toContain('cannot be reached');
  });
});
