import type { Environment } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createSummaryDesk, type SummaryDesk } from '../slack/summary/summary-desk.ts';
import type { SummaryStore } from '../store/summaries/summary-store.ts';
import { createMemorySummaryStore } from '../summary/memory-store.ts';
import { readSummarySettings } from '../summary/settings.ts';
import type { Summarizer } from '../summary/summarizer.ts';
import { SummaryFailure } from '../summary/summary-failure.ts';

export interface JoinSummariesOptions {
  readonly environment: Environment;
  /** Undefined keeps them in memory. */
  readonly store: SummaryStore | undefined;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'summarized'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes what asks a model, where the team has set one up; otherwise nothing of it is even loaded. */
export async function joinSummaries(options: JoinSummariesOptions): Promise<SummaryDesk | undefined> {
  const { environment, log, now, metrics } = options;
  const { settings } = readSummarySettings(environment);
  if (settings === undefined) return undefined;
  const [{ createOpenAiClient }, { createRedactor }, { createSummarizer }] = await Promise.all([
    import('../summary/openai-client.ts'),
    import('../summary/redact/redact.ts'),
    import('../summary/summarizer.ts'),
  ]);
  const store = options.store ?? createMemorySummaryStore(now);
  const client = createOpenAiClient(settings);
  const redactor = await createRedactor();
  const summarizer = counted(createSummarizer({ client, redactor, store, settings }), metrics);
  const server = settings.baseUrl === undefined ? 'OpenAI' : new URL(settings.baseUrl).host;
  log.info({ model: settings.model, server, when: settings.when }, 'a model can be asked');
  return createSummaryDesk({ when: settings.when, summarizer, summaryLog: store.log, log });
}

function counted(summarizer: Summarizer, metrics: Pick<Metrics, 'summarized'>): Summarizer {
  return {
    ...summarizer,
    summarize: async (...question) => {
      try {
        const outcome = await summarizer.summarize(...question);
        const { isCached, tokens } = outcome;
        metrics.summarized({ outcome: isCached ? 'cached' : 'answered', tokens: isCached ? 0 : tokens });
        return outcome;
      } catch (error) {
        metrics.summarized({ outcome: error instanceof SummaryFailure ? error.kind : 'failed', tokens: 0 });
        throw error;
      }
    },
  };
}
