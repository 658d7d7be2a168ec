import { SocketModeReceiver, webApi } from '@slack/bolt';
import { createMemoryAnswerLog } from './answers/answer-log.ts';
import { createMemoryAskLog } from './answers/ask-log.ts';
import { createMemoryPasteStore } from './answers/paste-store.ts';
import type { SlackAppOptions } from './app-options.ts';
import { createWatch } from './channels/watch.ts';
import { createMemoryHomePictures } from './charts/memory-home-pictures.ts';
import { createTurns } from './conversation/turns.ts';
import { createBoltLogger } from './delivery/bolt-logger.ts';
import { countedFetch } from './delivery/counted-fetch.ts';
import { createMemoryDeliveryLog } from './delivery/delivery-log.ts';
import { ReportedFailure, StillRunning } from './delivery/guard.ts';
import { dropRepeats, trackWork } from './delivery/intake.ts';
import { QuestionApp } from './delivery/question-app.ts';
import { createReceiver, listen, ONE_TRY } from './delivery/receiver.ts';
import { createSocketConnection } from './delivery/socket-connection.ts';
import { createSteadyDeliveries } from './delivery/steady-deliveries.ts';
import { takeUpUnanswered } from './delivery/take-up.ts';
import { createTeamClients } from './install/team-clients.ts';
import { teamScope } from './install/team-scope.ts';
import { checkAppToken, checkBotToken } from './install/tokens.ts';
import { registerListeners } from './listeners/register.ts';
import { startDigest } from './report/digest.ts';
import type { Room } from './room.ts';
import { startTelling } from './save/tell-saved.ts';
import { reportError } from './slack-fault.ts';

export interface SlackApp {
  /** Checks the tokens, then connects or listens. Rejects with what to do when either fails. */
  start(): Promise<void>;
  /** Takes nothing new and lets running answers end, for 20 seconds at most. */
  stop(): Promise<void>;
  /** Where Slack has to post to; undefined in Socket Mode and before the start. */
  readonly requestUrl: string | undefined;
}

const DRAIN_MS = 20_000;
const SUMMARY_STOP_MS = 3000;
const POST_MS = 10_000;

/** About eight seconds of retries: whoever asked is waiting. */
const RETRIES = { retries: 4, minTimeout: 500, factor: 2 };

/** Makes the Slack side of Pasteur; nothing is connected before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { botToken, log } = options;
  const logger = createBoltLogger(log);
  const slackApiUrl = options.slackApiUrl?.replace(/\/*$/, '/');
  const clientOptions: webApi.WebClientOptions = {
    logger,
    retryConfig: RETRIES,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
    ...(options.metrics !== undefined && { fetch: countedFetch(options.metrics) }),
  };
  const receiver = createReceiver(options, logger, slackApiUrl);
  const socket =
    receiver instanceof SocketModeReceiver ? createSocketConnection(receiver.client, log) : undefined;
  const room = createRoom(options, clientOptions);
  const app = new QuestionApp(
    {
      // Where many workspaces have installed it, the receiver knows their tokens.
      ...(botToken !== undefined && { token: botToken }),
      receiver,
      logger,
      clientOptions,
      convoStore: false,
      deferInitialization: true,
    },
    {
      deliveries: room.deliveries,
      hasTeams: room.installations !== undefined,
      holdMs: options.questions?.holdMs,
    },
  );
  const work = trackWork();
  const { installations } = room;
  const clientOf = createTeamClients({ only: app.client, installations, clientOptions });
  app.use(work.middleware);
  if (installations !== undefined) app.use(teamScope);
  app.use(dropRepeats(room));
  app.error(async (error) => {
    // What `guarded` reported has been logged with its reference; Bolt wraps errors that have no code.
    if (error.original instanceof ReportedFailure || error.original instanceof StillRunning) return;
    log.error({ error: reportError(error.original ?? error) }, 'delivery failed');
    throw error;
  });
  registerListeners(app, room);
  let requestUrl: string | undefined;
  let isStarted = false;
  let stopTakingUp: (() => void) | undefined;
  return {
    start: async () => {
      if (botToken !== undefined) await checkBotToken(botToken, clientOptions);
      await app.init();
      if ('appToken' in options) {
        await checkAppToken(options.appToken, clientOptions);
        await socket?.start();
      } else requestUrl = await listen(receiver, options);
      isStarted = true;
      // Not waited for: what an earlier process left must not hold the start up.
      stopTakingUp = takeUpUnanswered({
        deliveries: room.deliveries,
        process: (key, body, isHopeless) => app.processAgain(key, body, isHopeless),
        log,
        everyMs: options.questions?.takeUpEveryMs,
      });
      void startTelling(room, clientOf);
      void options.summaries?.start(clientOf);
      if (options.digest !== undefined) void startDigest(options.digest, room, clientOf);
    },
    stop: async () => {
      if (!isStarted) return;
      isStarted = false;
      stopTakingUp?.();
      room.deliveries.stop();
      await (socket?.stop() ?? receiver.stop());
      await room.saving?.sending?.stop();
      await options.summaries?.stop(SUMMARY_STOP_MS);
      await work.drained(DRAIN_MS);
    },
    get requestUrl() {
      return requestUrl;
    },
  };
}

function createRoom(options: SlackAppOptions, clientOptions: webApi.WebClientOptions): Room {
  const { botToken, triage, log, now, settings } = options;
  return {
    triage,
    entries: options.entries ?? (() => []),
    log,
    metrics: options.metrics,
    settings,
    deliveries: createSteadyDeliveries(options.deliveries ?? createMemoryDeliveryLog(), {
      log,
      doorPatienceMs: options.questions?.patienceMs,
    }),
    pastes: options.pastes ?? createMemoryPasteStore(now),
    answers: options.answers ?? createMemoryAnswerLog(),
    asks: options.asks ?? createMemoryAskLog(now),
    homePictures: options.homePictures ?? createMemoryHomePictures(now),
    turns: createTurns(),
    files: { botToken: botToken ?? '', fetch: globalThis.fetch, slackApiUrl: clientOptions.slackApiUrl },
    quickClient: new webApi.WebClient(undefined, { ...clientOptions, ...ONE_TRY }),
    postClient: new webApi.WebClient(undefined, { ...clientOptions, ...ONE_TRY, timeout: POST_MS }),
    knowledge: options.knowledge,
    alerts: options.alerts,
    summaries: options.summaries,
    doctor: options.doctor,
    saving: options.saving,
    feedback: options.feedback,
    installations: 'oauth' in options ? options.oauth?.installations : undefined,
    watch: createWatch(settings.watch, options.alerts?.watched, log),
    onFeedback: options.onFeedback ?? (async ({ kind, entry }) => log.info({ kind, entry }, 'feedback')),
  };
}
