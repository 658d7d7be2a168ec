import { randomUUID } from 'node:crypto';
import type { Logger } from '../../log.ts';
import { withTeam } from '../../store/current-team.ts';
import type { SentMessage, SummaryLog, SummaryPlace } from '../../store/summaries/summary-log.ts';
import type { SummarySettings } from '../../summary/settings.ts';
import type { Summarizer, SummaryQuestion } from '../../summary/summarizer.ts';
import type { Summary } from '../../summary/summary.ts';
import { askerLine, SummaryFailure } from '../../summary/summary-failure.ts';
import type { AnswerRef } from '../answers/answer-ref.ts';
import type { SummarySource } from '../blocks/summary.ts';
import type { ClientOf } from '../install/team-clients.ts';
import { reportError } from '../slack-fault.ts';
import { withinMs } from '../time.ts';
import { endCutOff } from './end-cut-off.ts';
import { PlaceGone, type SummaryWriter } from './summary-writer.ts';

/** What is to be asked, and where the answer goes. */
export interface Ask {
  readonly question: SummaryQuestion;
  /** The entries of the question, as people see them, in the same order. */
  readonly sources: readonly SummarySource[];
  readonly writer: SummaryWriter;
  /** What the button that saves a known error carries; undefined where none can be saved. */
  readonly save?: AnswerRef | undefined;
  /** The message that it is about: when it is deleted, the work ends. */
  readonly asked: { readonly channel: string; readonly ts: string } | undefined;
}

/** Asks the model behind people's backs: nothing waits for it, and no thread is left without an end. */
export interface SummaryDesk {
  readonly when: SummarySettings['when'];
  readonly model: string;
  /** Asks; resolves with whether an answer was shown, never rejects. */
  ask(ask: Ask): Promise<boolean>;
  /** A message was deleted or changed: what is asked about it ends. Gives where finished answers about it stand. */
  forget(channel: string, ts: string): Promise<readonly SummaryPlace[]>;
  sentOf(id: string): Promise<readonly SentMessage[] | undefined>;
  /** Ends what an earlier process left, and looks again for the same of other processes every half minute. */
  start(clientOf: ClientOf): Promise<void>;
  /** Ends what runs, each with a line, within `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

export interface SummaryDeskOptions {
  readonly when: SummarySettings['when'];
  readonly summarizer: Summarizer;
  readonly summaryLog: SummaryLog;
  readonly log: Logger;
}

/** What a summary may take beyond the model's time: Slack's own calls, with their retries. */
const SPARE_SECONDS = 60;
const SWEEP_MS = 30_000;

/** Why work was aborted. */
const GONE = 'gone';
const STOPPING = 'stopping';

export function createSummaryDesk({ when, summarizer, summaryLog, log }: SummaryDeskOptions): SummaryDesk {
  const running = new Map<string, { readonly abort: AbortController; readonly done: Promise<boolean> }>();
  let timer: NodeJS.Timeout | undefined;

  async function run(id: string, { question, sources, writer, asked, save }: Ask, abort: AbortController) {
    const { model, timeoutMs } = summarizer;
    await summaryLog.start({ id, asked, runSeconds: timeoutMs / 1000 + SPARE_SECONDS });
    const place = await writer.begin(model);
    if (place !== undefined) await summaryLog.place(id, place);
    const parts = showParts(writer);
    try {
      const outcome = await summarizer.summarize(question, {
        signal: abort.signal,
        onSent: (sent) => summaryLog.recordSent(id, sent),
        onPart: parts.show,
      });
      await parts.end();
      // Aborted meanwhile, maybe by another process.
      if (!(await summaryLog.finish(id, 'done'))) {
        await writer.withdraw();
        return false;
      }
      const { summary, isCached, tokens, elapsedMs } = outcome;
      log.info({ summary: id, tokens, isCached, elapsedMs: Math.round(elapsedMs) }, 'the model answered');
      await writer.end({ id, summary, model, sources, isCached, save });
      return true;
    } catch (error) {
      await parts.end();
      throw error;
    }
  }

  async function endBadly(id: string, error: unknown, writer: SummaryWriter, reason: unknown): Promise<void> {
    await summaryLog.finish(id, 'failed');
    if (error instanceof PlaceGone || reason === GONE) {
      log.info({ summary: id }, 'a summary ended with the message that it was about');
      await writer.withdraw();
      return;
    }
    const reference = id.slice(0, 8);
    const { kind, status } = error instanceof SummaryFailure ? error : {};
    const cause = error instanceof Error && error.cause !== undefined ? reportError(error.cause) : undefined;
    log.error({ reference, kind, status, error: reportError(error), cause }, 'no summary');
    await writer.fail(failureLine(error, reference, reason));
  }

  return {
    when,
    model: summarizer.model,
    ask: async (ask) => {
      const id = randomUUID();
      const abort = new AbortController();
      const done = run(id, ask, abort).catch(async (error: unknown) => {
        await endBadly(id, error, ask.writer, abort.signal.reason).catch((second: unknown) => {
          log.error({ summary: id, error: reportError(second) }, 'the asker could not be told');
        });
        return false;
      });
      running.set(id, { abort, done });
      return done.finally(() => running.delete(id));
    },
    forget: async (channel, ts) => {
      const finished = await summaryLog.forget(channel, ts);
      for (const id of await summaryLog.abort(channel, ts)) running.get(id)?.abort.abort(GONE);
      return finished;
    },
    sentOf: (id) => summaryLog.sentOf(id),
    start: async (clientOf) => {
      const sweep = async (all: boolean) => {
        for (const { id, place, team } of await summaryLog.takeCutOff(all)) {
          log.warn({ summary: id, team }, 'a summary was cut off with its process');
          if (place === undefined) continue;
          await withTeam(team, () => endCutOff(clientOf, place, id.slice(0, 8), log));
        }
      };
      const sweepQuietly = (all: boolean) =>
        sweep(all).catch((error: unknown) =>
          log.warn({ error: reportError(error) }, 'cut-off summaries wait'),
        );
      await sweepQuietly(true);
      timer = setInterval(() => void sweepQuietly(false), SWEEP_MS);
      timer.unref();
    },
    stop: async (timeoutMs) => {
      clearInterval(timer);
      const left = [...running.values()];
      for (const { abort } of left) abort.abort(STOPPING);
      await withinMs(Promise.allSettled(left.map(({ done }) => done)), timeoutMs);
    },
  };
}

/** Shows parts one after the other; while one is on its way, only the newest waits. */
function showParts(writer: SummaryWriter) {
  let newest: Summary | undefined;
  let showing: Promise<void> | undefined;
  let isOver = false;
  const showAll = async (): Promise<void> => {
    while (newest !== undefined && !isOver) {
      const part = newest;
      newest = undefined;
      await writer.part(part);
    }
    showing = undefined;
  };
  return {
    show: (part: Summary): void => {
      newest = part;
      showing ??= showAll();
    },
    end: async (): Promise<void> => {
      isOver = true;
      await showing;
    },
  };
}

function failureLine(error: unknown, reference: string, reason: unknown): string {
  if (reason === STOPPING) return `Pasteur is being restarted: ask the model again (reference ${reference}).`;
  if (error instanceof SummaryFailure) return `${askerLine(error)} (reference ${reference})`;
  return `Something failed on my side (reference ${reference}). Try again; if it stays, give the reference to whoever runs Pasteur.`;
}
