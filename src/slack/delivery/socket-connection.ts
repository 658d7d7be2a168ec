import { type SocketModeReceiver, webApi } from '@slack/bolt';
import type { Logger } from '../../log.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';
import { pause, withinMs, withTimeLimit } from '../time.ts';

/** The connection to Slack in Socket Mode, kept up until it is told to stop. */
export interface SocketConnection {
  /** Resolves once Slack has greeted; tries until then. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Client = SocketModeReceiver['client'];

/** Between opening a connection and Slack's greeting. */
const GREETING_MS = 30_000;

/** A connection that ends sooner counts as a failure: Slack allows about fifty openings a minute. */
const STEADY_MS = 10_000;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;
const CLOSE_MS = 2000;

/** Refusals of the token, which no waiting mends. */
const REFUSALS = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'user_removed_from_team',
  'team_disabled',
]);
const CURE =
  'set SLACK_APP_TOKEN to an app-level token with connections:write (Basic Information, App-Level Tokens) and start Pasteur again';

/**
 * Connects, and connects again whenever the connection ends: at once when Slack asked for it, later and later while that
 * fails. Bolt's own way waits five seconds each time, gives up for good over some errors, and ends the process then.
 */
export function createSocketConnection(client: Client, log: Logger): SocketConnection {
  const stopped = new AbortController();
  let failures = 0;
  let connectedAt = 0;
  let isConnecting = false;

  const connect = async () => {
    isConnecting = true;
    for (;;) {
      const waitMs = stopped.signal.aborted ? 0 : await tryToConnect(client, log, failures);
      if (waitMs === 0) break;
      failures += 1;
      await pause(waitMs, stopped.signal);
    }
    isConnecting = false;
    connectedAt = performance.now();
    if (stopped.signal.aborted) await withinMs(client.disconnect(), CLOSE_MS);
  };
  const connectAgain = async () => {
    failures = performance.now() - connectedAt < STEADY_MS ? failures + 1 : 0;
    isConnecting = true;
    log.info({ waitMs: waitAfter(failures) }, 'the connection to Slack ended; connecting again');
    await pause(waitAfter(failures), stopped.signal);
    await connect();
  };
  client.on('disconnected', () => {
    if (!isConnecting && !stopped.signal.aborted) void connectAgain();
  });
  return {
    start: connect,
    stop: async () => {
      stopped.abort();
      // Bolt's stop of Socket Mode does not wait until the connection is closed, nor for a peer that is gone.
      await withinMs(client.disconnect(), CLOSE_MS);
    },
  };
}

function waitAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
}

/** @returns how long to wait for the next try; 0 when it is connected. */
async function tryToConnect(client: Client, log: Logger, failures: number): Promise<number> {
  const waitMs = waitAfter(failures + 1);
  try {
    await withTimeLimit(client.start(), GREETING_MS);
    // It may have ended by now.
    return client.websocket?.isActive() === true ? 0 : waitMs;
  } catch (error) {
    const reason = slackErrorName(error);
    if (reason !== undefined && REFUSALS.has(reason)) {
      log.error(
        { reason, cure: CURE, waitMs },
        'Slack refuses the app-level token: nothing of Slack comes in',
      );
    } else {
      // A connection that Slack closes before its greeting has no error.
      const fault = error === undefined ? undefined : reportError(error);
      log.warn({ reason, error: fault, waitMs }, 'Slack could not be reached by Socket Mode');
    }
    if (client.websocket !== undefined) await withinMs(client.disconnect(), CLOSE_MS);
    return error instanceof webApi.WebAPIRateLimitedError
      ? Math.max(waitMs, error.retryAfter * 1000)
      : waitMs;
  }
}
