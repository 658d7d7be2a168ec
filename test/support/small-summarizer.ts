import { createMemorySummaryStore } from '../../src/summary/memory-store.ts';
import { createOpenAiClient } from '../../src/summary/openai-client.ts';
import { createRedactor } from '../../src/summary/redact/redact.ts';
import type { SummarySettings } from '../../src/summary/settings.ts';
import { createSummarizer, type Summarizer } from '../../src/summary/summarizer.ts';

export const MODEL_KEY = 'sk-test-key-of-the-model-server';

/** The whole road to a model server on this machine, as the process builds it. */
export async function summarizerFor(
  baseUrl: string,
  settings: Partial<SummarySettings> = {},
  store = createMemorySummaryStore(Date.now),
): Promise<Summarizer> {
  const all = {
    apiKey: MODEL_KEY,
    baseUrl,
    model: 'test-model',
    timeoutMs: 10_000,
    concurrency: 2,
    tokensADay: 1_000_000,
    promptTokens: 2500,
    ...settings,
  };
  return createSummarizer({
    client: createOpenAiClient(all),
    redactor: await createRedactor(),
    store,
    settings: all,
  });
}
