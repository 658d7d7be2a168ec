import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { Entry, Triage } from '../index.ts';
import { createMemorySummaryStore } from '../summary/memory-store.ts';
import type { ModelClient } from '../summary/model-client.ts';
import {
  createRecordingClient,
  createReplayClient,
  RECORDING,
  type Recording,
} from '../summary/recorded-client.ts';
import { createRedactor } from '../summary/redact/redact.ts';
import { readSummarySettings } from '../summary/settings.ts';
import { createSummarizer } from '../summary/summarizer.ts';
import { SummaryFailure } from '../summary/summary-failure.ts';
import type { LabelledCase } from './eval-metrics.ts';
import { createCauseFinder } from './eval-summary-causes.ts';
import { measureSummaries, type SummaryFigures, type SummaryResult } from './eval-summary-figures.ts';
import type { CliIo } from './io.ts';

export interface EvalSummaryOptions {
  readonly triage: Triage;
  readonly entries: readonly Entry[];
  readonly io: CliIo;
  /** File to write the model's answers to. */
  readonly record?: string;
  /** File with answers to take in place of a model's. */
  readonly replay?: string;
  /** What made the recording. */
  readonly note?: string;
}

const HEAD = z.object({ model: z.string(), server: z.string(), madeWith: z.string() });
type Head = z.output<typeof HEAD>;

/** Deep enough that entries are left where the accepted ones are taken out. */
const TOP = 8;
const NO_LIMIT = 1_000_000_000;

/**
 * Asks a model about each paste for which Pasteur would offer that, and about the others with their accepted entries
 * held back, as if nobody had written them: nothing in the sources gives the answer away.
 */
export async function evalSummaries(
  cases: readonly LabelledCase[],
  options: EvalSummaryOptions,
): Promise<SummaryFigures> {
  const { triage, entries, io } = options;
  const source = await openSource(options);
  const settings = { ...source.settings, model: source.head.model, concurrency: 1, tokensADay: NO_LIMIT };
  const redactor = await createRedactor();
  const namesCause = createCauseFinder(entries);
  const results: SummaryResult[] = [];
  const log = options.record === undefined ? undefined : createWriteStream(options.record);
  log?.write(`${JSON.stringify(source.head)}\n`);
  for (const [index, { id, text, expect, accept }] of cases.entries()) {
    if (io.stderr.isTTY === true) io.stderr.write(`\r${index + 1}/${cases.length} pastes`);
    const { verdict, matches, nearest } = triage(text, { top: TOP });
    const accepted = [...expect, ...accept];
    const offered = [...matches, ...nearest].filter(
      (match) => verdict !== 'matched' || !accepted.includes(match.id),
    );
    const calls: Recording[] = [];
    const client = source.clientFor(id, (recording) => {
      calls.push(recording);
      log?.write(`${JSON.stringify(recording)}\n`);
    });
    const store = createMemorySummaryStore(Date.now);
    const summarizer = createSummarizer({ client, redactor, store, settings });
    const outcome = await summarizer.summarize({ text, entries: offered }).catch((error: unknown) => {
      if (error instanceof SummaryFailure) return error;
      throw error;
    });
    results.push({
      id,
      isNegative: expect.length === 0,
      failure: outcome instanceof SummaryFailure ? outcome.kind : undefined,
      isAbstained: !(outcome instanceof SummaryFailure) && outcome.summary.likelyCauses.length === 0,
      isNamed: !(outcome instanceof SummaryFailure) && namesCause(outcome.summary, accepted),
      tokens: calls.reduce(
        (sum, { reply }) => sum + (reply?.tokens?.prompt ?? 0) + (reply?.tokens?.answer ?? 0),
        0,
      ),
      elapsedMs: calls.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
    });
  }
  if (io.stderr.isTTY === true) io.stderr.write('\n');
  if (log !== undefined) {
    log.end();
    await once(log, 'close');
  }
  return { ...source.head, isReplayed: options.replay !== undefined, ...measureSummaries(results) };
}

type OnCall = (recording: Recording) => void;

interface Source {
  readonly head: Head;
  readonly settings: { readonly timeoutMs: number; readonly promptTokens: number };
  clientFor(id: string, onCall: OnCall): ModelClient;
}

async function openSource({ replay, note, io }: EvalSummaryOptions): Promise<Source> {
  if (replay !== undefined) {
    const { head, recordings } = await readRecording(replay);
    return {
      head,
      settings: { timeoutMs: 60_000, promptTokens: 2500 },
      clientFor: (id, onCall) => createReplayClient(recordings, id, onCall),
    };
  }
  const { settings, faults } = readSummarySettings(io.environment);
  if (settings === undefined) {
    const cure = 'set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL, or give a recording by --replay';
    throw new PasteurError(
      ERROR_CODES.settingsInvalid,
      [`no model to measure: ${cure}`, ...faults].join('\n  - '),
    );
  }
  const { createOpenAiClient } = await import('../summary/openai-client.ts');
  const client = createOpenAiClient(settings);
  const server = settings.baseUrl === undefined ? 'api.openai.com' : new URL(settings.baseUrl).host;
  return {
    head: { model: settings.model, server, madeWith: note ?? 'a live model' },
    settings,
    clientFor: (id, onCall) => createRecordingClient(client, id, onCall),
  };
}

async function readRecording(
  file: string,
): Promise<{ readonly head: Head; readonly recordings: readonly Recording[] }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, 'it cannot be read', error);
  });
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  try {
    return {
      head: HEAD.parse(JSON.parse(first)),
      recordings: rest.map((line) => RECORDING.parse(JSON.parse(line))),
    };
  } catch (error) {
    throw unreadable(file, 'it is no recording: make one with --record', error);
  }
}

function unreadable(file: string, why: string, cause: unknown): PasteurError {
  return new PasteurError(ERROR_CODES.inputUnreadable, `${file}: ${why}`, { cause });
}
