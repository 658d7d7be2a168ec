import { createServer, type Server } from 'node:http';
import { createServer as createMockLlm } from '@dwmkerr/mock-llm/dist/server.js';
import type { Summarizer } from '../../src/summary/summarizer.ts';
import { modelAnswer } from '../support/model-server.ts';
import { summarizerFor } from '../support/small-summarizer.ts';

const asks = (word: string) => `contains(body.messages[-1].content, '${word}')`;
const says = (match: string, status: number, content: object) => ({
  path: '/v1/chat/completions',
  match,
  response: { status, content: JSON.stringify(content) },
});
const whole = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
});

/** A stand-in that others wrote: it knows chat completions only, streams, and tells faults inside the stream. */
describe('a server of another make', () => {
  let server: Server;
  let summarizer: Summarizer;
  const { log } = console;
  beforeAll(async () => {
    // It tells of each request.
    console.log = () => undefined;
    const rules = [
      says('@', 200, whole('I have no idea.')),
      says(asks('ledger'), 200, whole(modelAnswer())),
      says(asks('locked'), 401, {
        error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' },
      }),
      says(asks('absent'), 404, { error: { message: 'no such model', code: 'model_not_found' } }),
    ];
    const streaming = { chunkSize: 20, chunkIntervalMs: 1 };
    server = createServer(createMockLlm({ streaming, rules }, '127.0.0.1', 0));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    summarizer = await summarizerFor(`http://127.0.0.1:${port}/v1`);
  });
  afterAll(async () => {
    console.log = log;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const ask = (text: string) => summarizer.summarize({ text, entries: [] });

  test('is asked by chat completions, and its answer comes in pieces', async () => {
    const { summary, tokens } = await ask('ERROR ledger close failed');
    expect(summary.summary).toBe('The disk of the ledger is full.');
    // It does not count, so we estimate.
    expect(tokens).toBeGreaterThan(100);
  });

  test.each([
    ['refuses the key', 'the door is locked, error', 'key-refused'],
    ['misses the model', 'something is absent, error', 'model-missing'],
    ['answers in prose', 'an error of some other kind', 'unreadable'],
  ])('that %s is told apart', async (_what, text, kind) => {
    await expect(ask(text)).rejects.toMatchObject({ kind });
  });
});
