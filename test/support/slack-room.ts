import { Writable } from 'node:stream';
import type { Entry } from '../../src/knowledge/entry.ts';
import type { KnowledgeState } from '../../src/knowledge/knowledge-state.ts';
import { createLogger, type Logger } from '../../src/log.ts';
import type { AlertDesk } from '../../src/slack/alerts/alert-desk.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import type { Doctor } from '../../src/slack/doctor/doctor.ts';
import type { FeedbackDesk } from '../../src/slack/feedback/feedback-desk.ts';
import type { Digest } from '../../src/slack/report/digest.ts';
import type { Feedback } from '../../src/slack/room.ts';
import type { Saving } from '../../src/slack/save/saving.ts';
import type { SlackSettings } from '../../src/slack/settings.ts';
import type { SummaryDesk } from '../../src/slack/summary/summary-desk.ts';
import type { Triage } from '../../src/triage/result.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from './slack-deliveries.ts';
import { BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from './slack-workspace.ts';
import { smallTriage } from './small-triage.ts';

/** The bot over its HTTP receiver, joined to an emulated Slack. */
export interface TestRoom {
  readonly slack: SlackWorkspace;
  readonly send: Deliveries;
  readonly feedback: readonly Feedback[];
  /** Everything logged so far. */
  logged(): string;
  /** Ends all work that is still running: what was not said by then is never said. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface TestRoomOptions {
  readonly triage?: Triage;
  /** The engine of the moment, in place of `triage`. */
  readonly triageNow?: () => Triage;
  readonly entries?: () => readonly Entry[];
  readonly saving?: Saving;
  readonly feedback?: FeedbackDesk;
  readonly settings?: Partial<SlackSettings>;
  /** What the Slack side knows of alerts, or what makes it. */
  readonly alerts?: AlertDesk | ((slack: SlackWorkspace) => Promise<AlertDesk>);
  readonly knowledge?: () => KnowledgeState;
  readonly doctor?: Doctor;
  readonly digest?: Digest;
  /** One that another bot was joined to before, and that its test closes; default: a new one. */
  readonly slack?: SlackWorkspace;
  /** Scopes of the bot's token; default those of the manifest. */
  readonly scopes?: readonly string[];
  /** Makes what asks a model, with the room's log. */
  readonly summaries?: (log: Logger) => Promise<SummaryDesk>;
}

export async function startTestRoom(options: TestRoomOptions = {}): Promise<TestRoom> {
  const slack = options.slack ?? (await startSlackWorkspace(options.scopes));
  const alerts = typeof options.alerts === 'function' ? await options.alerts(slack) : options.alerts;
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const feedback: Feedback[] = [];
  const log = createLogger('debug', sink);
  const app: SlackApp = createSlackApp({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    host: '127.0.0.1',
    port: 0,
    slackApiUrl: slack.apiUrl,
    triage: options.triageNow ?? (() => options.triage ?? smallTriage),
    entries: options.entries ?? (() => []),
    saving: options.saving,
    feedback: options.feedback,
    log,
    now: Date.now,
    settings: { sharedChannels: [], ...options.settings },
    knowledge: options.knowledge,
    alerts,
    doctor: options.doctor,
    digest: options.digest,
    summaries: await options.summaries?.(log),
    onFeedback: async (entry) => {
      feedback.push(entry);
    },
  });
  await app.start();
  const send = await startDeliveries(() => app.requestUrl ?? '');
  let isStopped = false;
  const settle = async () => {
    if (!isStopped) await app.stop();
    isStopped = true;
  };
  return {
    slack,
    send,
    feedback,
    logged: () => lines.join(''),
    settle,
    close: async () => {
      await settle();
      await send.close();
      if (options.slack === undefined) await slack.close();
    },
  };
}
