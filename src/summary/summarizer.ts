import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import { plainLines } from '../index.ts';
import type { SentMessage } from '../store/summaries/summary-log.ts';
import type { SummaryStore } from '../store/summaries/summary-store.ts';
import { askModel } from './ask-model.ts';
import { checkAnswer } from './check-answer.ts';
import { readKeptAnswer } from './kept-answer.ts';
import type { ModelClient } from './model-client.ts';
import {
  buildPrompt,
  dataText,
  estimateTokens,
  fitParts,
  type OfferedEntry,
  type PromptParts,
} from './prompt.ts';
import { questionKey } from './question-key.ts';
import type { Redactor } from './redact/redact.ts';
import type { SummarySettings } from './settings.ts';
import { mapTexts, type Summary } from './summary.ts';
import { SummaryFailure } from './summary-failure.ts';
import { takeStretch } from './take-stretch.ts';

/** What a summary is asked for. */
export interface SummaryQuestion {
  /** As it was pasted, in Slack's escaping or not. */
  readonly text: string;
  /** Labels of the alert; default none. */
  readonly labels?: readonly (readonly [label: string, value: string])[];
  /** The nearest entries, best first; the first few are offered as sources. */
  readonly entries: readonly OfferedEntry[];
}

export interface SummaryOutcome {
  /** Checked, with addresses and names put back for the asker; secrets stay placeholders. */
  readonly summary: Summary;
  readonly model: string;
  /** An earlier answer to the same question: nothing left this time. */
  readonly isCached: boolean;
  readonly tokens: number;
  readonly elapsedMs: number;
}

export interface SummarizeOptions {
  /** Aborted when nobody waits any more; default never. */
  readonly signal?: AbortSignal;
  /** Called before anything leaves, with exactly what will; for an earlier answer with what left then. */
  readonly onSent?: (sent: readonly SentMessage[]) => Promise<void>;
  /** Called with what is complete of an answer that still comes. */
  readonly onPart?: (part: Summary) => void;
}

export interface Summarizer {
  readonly model: string;
  /** From the question to the end of its answer, retries included. */
  readonly timeoutMs: number;
  /** @throws SummaryFailure when there is none. */
  summarize(question: SummaryQuestion, options?: SummarizeOptions): Promise<SummaryOutcome>;
}

export interface SummarizerOptions {
  readonly client: ModelClient;
  readonly redactor: Pick<Redactor, 'redactAll'>;
  readonly store: Pick<SummaryStore, 'budget' | 'cache'>;
  readonly settings: Omit<SummarySettings, 'apiKey' | 'baseUrl' | 'when'>;
  /** A new text that nobody can guess; default 128 random bits. */
  readonly mark?: () => string;
}

/** Entries that are offered; more would leave no room for the paste. */
const MOST_ENTRIES = 3;
/** Questions that wait for their turn; more would wait in vain. */
const MOST_WAITING = 20;
/** What an answer is taken to cost before it is there. */
const ANSWER_TOKENS = 1500;
const CACHE_SECONDS = 24 * 60 * 60;

/** Asks a model about what no entry knows: redacted, within the budget, at most a few at once, and checked. */
export function createSummarizer(options: SummarizerOptions): Summarizer {
  const { client, store, settings } = options;
  const { model, timeoutMs } = settings;
  const mark = options.mark ?? (() => randomBytes(16).toString('hex'));
  const limit = pLimit(settings.concurrency);

  async function answer(
    question: SummaryQuestion,
    asking: SummarizeOptions,
    signal: AbortSignal,
    deadline: number,
  ) {
    const { parts, restore } = await redactQuestion(question, options);
    const messages = buildPrompt(parts, mark());
    const key = questionKey(parts, model);
    const given = dataText(parts);
    const check = { sourceCount: parts.entries.length, given };
    const earlier = readKeptAnswer(await store.cache.get(key, CACHE_SECONDS));
    if (earlier !== undefined) {
      await asking.onSent?.(earlier.sent);
      return { summary: mapTexts(earlier.summary, restore), tokens: 0, isCached: true };
    }
    const estimate = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    const reserved = estimate + ANSWER_TOKENS;
    if (!(await store.budget.reserve(reserved, settings.tokensADay))) {
      throw new SummaryFailure(
        'budget',
        `fewer than ${reserved} of ${settings.tokensADay} tokens are left today`,
      );
    }
    let used = 0;
    try {
      const onPart = asking.onPart;
      const { raw } = await limit(async () => {
        signal.throwIfAborted();
        await asking.onSent?.(messages);
        return askModel(
          client,
          { key, messages },
          {
            signal,
            deadline,
            about: given,
            onUsed: (tokens) => {
              used += tokens;
            },
            ...(onPart !== undefined && {
              onPart: (part) => onPart(mapTexts(checkAnswer(part, check), restore)),
            }),
          },
        );
      });
      const summary = checkAnswer(raw, check);
      await store.cache.put(key, { summary, sent: messages });
      return { summary: mapTexts(summary, restore), tokens: used, isCached: false };
    } finally {
      await store.budget.settle(reserved, used);
    }
  }

  return {
    model,
    timeoutMs,
    summarize: async (question, asking = {}) => {
      const started = performance.now();
      const late = AbortSignal.timeout(timeoutMs);
      const signal = asking.signal === undefined ? late : AbortSignal.any([asking.signal, late]);
      if (limit.pendingCount >= MOST_WAITING) throw new SummaryFailure('busy', 'too many questions wait');
      try {
        const outcome = await answer(question, asking, signal, started + timeoutMs);
        return { ...outcome, model, elapsedMs: performance.now() - started };
      } catch (error) {
        if (!signal.aborted || error instanceof SummaryFailure) throw error;
        throw new SummaryFailure(late.aborted ? 'timeout' : 'aborted', 'ended while it waited for its turn', {
          cause: error,
        });
      }
    },
  };
}

/** Everything is redacted before anything is cut out of it: half a key is not known as one. */
async function redactQuestion(
  { text, labels = [], entries }: SummaryQuestion,
  { redactor, settings }: SummarizerOptions,
): Promise<{ readonly parts: PromptParts; readonly restore: (text: string) => string }> {
  const offered = entries.slice(0, MOST_ENTRIES);
  const texts = [
    takeStretch(plainLines(text).join('\n')),
    labels.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...offered.flatMap(({ title, causes, steps }) => [title, ...causes, ...steps]),
  ];
  const redaction = await redactor.redactAll(texts).catch((error: unknown) => {
    throw new SummaryFailure('redaction', 'nothing was sent: the text could not be redacted', {
      cause: error,
    });
  });
  const redacted = [...redaction.texts];
  const next = (): string => {
    const value = redacted.shift();
    if (value === undefined) throw new SummaryFailure('redaction', 'nothing was sent: redaction lost a text');
    return value;
  };
  const parts: PromptParts = {
    paste: next(),
    labels: next(),
    entries: offered.map(({ causes, steps }) => ({
      title: next(),
      causes: causes.map(next),
      steps: steps.map(next),
    })),
  };
  return { parts: fitParts(parts, settings.promptTokens), restore: redaction.restore };
}
