import { joinSummaries } from '../../src/app/join-summaries.ts';
import { createLogger } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';

const join = (environment: Readonly<Record<string, string>>) =>
  joinSummaries({
    environment,
    store: undefined,
    log: createLogger('silent'),
    metrics: createMetrics(),
    now: Date.now,
  });

test('without a key and an address there is nothing that could ask a model', async () => {
  expect(await join({ OPENAI_MODEL: 'gpt-5-mini', PASTEUR_SUMMARY: 'direct-messages' })).toBeUndefined();
  expect(await join({ OPENAI_API_KEY: 'sk-test', PASTEUR_SUMMARY: 'off' })).toBeUndefined();
});

test('a key, or the address of a server that wants none, is enough', async () => {
  expect(await join({ OPENAI_API_KEY: 'sk-test' })).toMatchObject({ when: 'ask', model: 'gpt-5-mini' });
  expect(await join({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'llama3.1' })).toMatchObject({
    model: 'llama3.1',
  });
});
