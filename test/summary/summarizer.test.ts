import type { Summarizer } from '../../src/summary/summarizer.ts';
import type { Summary } from '../../src/summary/summary.ts';
import { type ModelServer, messagesOf, modelAnswer, startModelServer } from '../support/model-server.ts';
import { MODEL_KEY, summarizerFor } from '../support/small-summarizer.ts';

const ENTRY = { title: 'Disk full', causes: ['Logs grew.'], steps: ['Look: `df -h`'] };
const QUESTION = { text: 'ERROR ledger: write failed: no space left', entries: [ENTRY] };

describe('a question to a model', () => {
  let server: ModelServer;
  let summarizer: Summarizer;
  beforeEach(async () => {
    server = await startModelServer();
    summarizer = await summarizerFor(server.url);
  });
  afterEach(() => server.close());

  test('is answered in the shape that was asked for', async () => {
    const { summary, model, tokens, isCached } = await summarizer.summarize(QUESTION);
    expect(summary).toEqual({
      summary: 'The disk of the ledger is full.',
      likelyCauses: [{ text: 'Old logs were never deleted.', sources: [], warning: undefined }],
      nextSteps: [
        { text: 'See which folder is large.', command: 'du -xsh /var/*', sources: [], warning: undefined },
      ],
      sources: [],
      confidence: 0.6,
      missingInformation: ['Since when does it happen?'],
    });
    expect([model, tokens, isCached]).toEqual(['test-model', 890, false]);
    expect(server.calls[0]).toMatchObject({
      path: '/v1/responses',
      authorization: `Bearer ${MODEL_KEY}`,
      body: { model: 'test-model', store: false },
    });
  });

  test('holds instructions and data apart, the data between marks that no paste can know', async () => {
    await summarizer.summarize(QUESTION);
    await summarizer.summarize({ ...QUESTION, text: `${QUESTION.text} for invoices` });
    const [first, second] = server.calls.map(messagesOf);
    expect(first?.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(first?.[0]?.text).not.toContain('ledger');
    const mark = /^DATA ([0-9a-f]{32})\n/.exec(first?.[1]?.text ?? '')?.[1] ?? 'none';
    expect(first?.[1]?.text).toMatch(new RegExp(`ledger[\\s\\S]*\\nEND OF DATA ${mark}\\n`));
    expect(second?.[1]?.text).not.toContain(mark);
  });

  test('tells what leaves before it does, exactly', async () => {
    const sent: unknown[] = [];
    await summarizer.summarize(QUESTION, {
      onSent: async (messages) => {
        expect(server.calls).toHaveLength(0);
        sent.push(...messages);
      },
    });
    expect(server.calls.flatMap(messagesOf)).toEqual(sent);
  });

  test('goes out without what must not leave, and names come back to the asker', async () => {
    server.react({ say: modelAnswer({ summary: 'The host <ip-1> is down; the token is <secret-1>.' }) });
    const { summary } = await summarizer.summarize({
      text: 'connect to 10.20.30.40 failed\nremote: ghp_0123456789abcdefghijklmnopqrstuvwxAB',
      labels: [['instance', '10.20.30.40']],
      entries: [{ title: 'Our host', causes: ['10.20.30.40 reboots at night.'], steps: [] }],
    });
    expect(server.calls[0]?.raw).not.toMatch(/10\.20\.30\.40|ghp_0/);
    expect(server.calls[0]?.raw).toContain('<ip-1> reboots at night');
    expect(summary.summary).toBe('The host 10.20.30.40 is down; the token is <secret-1>.');
  });

  test('sends nothing where redaction fails', async () => {
    const { createSummarizer } = await import('../../src/summary/summarizer.ts');
    const { createMemorySummaryStore } = await import('../../src/summary/memory-store.ts');
    const { createOpenAiClient } = await import('../../src/summary/openai-client.ts');
    const settings = { model: 'm', timeoutMs: 5000, concurrency: 1, tokensADay: 100_000, promptTokens: 2500 };
    const careless = createSummarizer({
      client: createOpenAiClient({ apiKey: undefined, baseUrl: server.url, model: 'm' }),
      redactor: { redactAll: () => Promise.reject(new Error('a rule failed')) },
      store: createMemorySummaryStore(Date.now),
      settings,
    });
    await expect(careless.summarize(QUESTION)).rejects.toMatchObject({ kind: 'redaction' });
    expect(server.calls).toHaveLength(0);
  });

  test('that was answered before is answered without asking, also where times and ids differ', async () => {
    const asked = (id: number) => ({
      ...QUESTION,
      text: `2026-11-21T10:00:0${id}Z ERROR request 55512${id} failed with code 4001 at 0x7f${id}`,
    });
    await summarizer.summarize(asked(1));
    const { isCached, summary, tokens } = await summarizer.summarize(asked(2));
    expect([isCached, tokens, summary.summary]).toEqual([true, 0, 'The disk of the ledger is full.']);
    await summarizer.summarize({ ...QUESTION, text: asked(1).text.replace('4001', '4002') });
    expect(server.calls).toHaveLength(2);
  });

  test('shows what is complete while the rest still comes', async () => {
    const answer = modelAnswer({ summary: `The disk is full. ${'It is. '.repeat(20)}` });
    const end = answer.indexOf('"confidence"');
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    server.react({ say: answer.slice(0, end), rest: answer.slice(end), gate });
    const parts: Summary[] = [];
    await summarizer.summarize(QUESTION, {
      onPart: (part) => {
        parts.push(part);
        open();
      },
    });
    expect(parts[0]?.summary).toContain('The disk is full.');
    expect(parts.at(-1)?.missingInformation).toEqual([]);
  });

  test('takes a long log by its telling lines', async () => {
    const chatter = Array.from(
      { length: 3000 },
      (_, index) => `INFO tick ${index} of the scheduler, all is well`,
    );
    chatter.splice(2000, 0, 'ERROR ledger close failed: quota exceeded for tenant');
    await summarizer.summarize({ text: chatter.join('\n'), entries: [ENTRY] });
    const sent = messagesOf(server.calls[0] ?? fail('nothing was sent')).at(-1)?.text ?? '';
    expect(sent).toContain('ERROR ledger close failed: quota exceeded for tenant');
    expect(sent).toMatch(/lines left out/);
    expect(sent.length).toBeLessThan(2500 * 4);
  });

  test('is asked as often at once as is allowed, and the rest wait', async () => {
    summarizer = await summarizerFor(server.url, { concurrency: 1 });
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    server.react({ say: modelAnswer(), rest: '', gate }, { say: modelAnswer() });
    const both = [summarizer.summarize(QUESTION), summarizer.summarize({ ...QUESTION, text: 'another' })];
    await server.next();
    expect(server.calls).toHaveLength(1);
    open();
    await Promise.all(both);
    expect(server.calls).toHaveLength(2);
  });
});

describe('the way to ask', () => {
  test.each([
    ['Responses with a schema', {}, '/v1/responses', 'json_schema'],
    ['chat with a schema', { apis: ['chat'] }, '/v1/chat/completions', 'json_schema'],
    [
      'chat with any JSON',
      { apis: ['chat'], refusedFormats: ['json_schema'] },
      '/v1/chat/completions',
      'json_object',
    ],
    [
      'chat with the shape in words',
      { apis: ['chat'], refusedFormats: ['json_schema', 'json_object'] },
      '/v1/chat/completions',
      undefined,
    ],
  ] as const)(
    'is %s where the server has no better, found out once',
    async (_name, options, path, format) => {
      const server = await startModelServer(options);
      try {
        const summarizer = await summarizerFor(server.url);
        for (const text of ['one thing failed', 'another thing failed']) {
          const { summary } = await summarizer.summarize({ text, entries: [] });
          expect(summary.summary).toBe('The disk of the ledger is full.');
        }
        expect(server.calls.map((call) => call.path)).toEqual([path, path]);
        const { text, response_format } = server.calls[0]?.body ?? {};
        expect(JSON.stringify(text ?? response_format ?? null)).toContain(format ?? 'null');
      } finally {
        await server.close();
      }
    },
  );

  test('needs no key where the server wants none', async () => {
    const server = await startModelServer({ apis: ['chat'] });
    try {
      const summarizer = await summarizerFor(server.url, { apiKey: undefined });
      await summarizer.summarize({ text: 'it failed', entries: [] });
      expect(server.calls[0]?.authorization).not.toContain('sk-');
    } finally {
      await server.close();
    }
  });
});

function fail(reason: string): never {
  throw new Error(reason);
}
