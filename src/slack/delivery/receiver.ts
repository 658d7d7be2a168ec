import { type CustomRoute, HTTPReceiver, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { type OAuthOptions, oauthReceiver } from '../install/oauth.ts';
import { errorCode } from '../slack-fault.ts';
import type { createBoltLogger } from './bolt-logger.ts';

/** Socket Mode: Pasteur connects to Slack, nothing has to be reachable from outside. */
export interface SocketModeOptions {
  /** App-level token with `connections:write`, `xapp-…`. */
  readonly appToken: string;
}

/** HTTP: Slack posts to `/slack/events` on this address, signed with the secret. */
export interface HttpOptions {
  readonly signingSecret: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** Further paths of the same server, such as `/healthz`. */
  readonly routes?: CustomRoute[];
  /** More than one workspace. Default: the only one has its token in `botToken`. */
  readonly oauth?: OAuthOptions | undefined;
}

const EVENTS_PATH = '/slack/events';
const OPEN_MS = 10_000;

/** For calls that must not hold anything up. */
export const ONE_TRY: webApi.WebClientOptions = {
  retryConfig: { retries: 0 },
  timeout: 2000,
  rejectRateLimitedCalls: true,
};

/** What takes Slack's deliveries in; nothing is connected yet. */
export function createReceiver(
  options: SocketModeOptions | HttpOptions,
  logger: ReturnType<typeof createBoltLogger>,
  slackApiUrl: string | undefined,
): Receiver {
  if ('appToken' in options) {
    // One try: the connection is kept up by `createSocketConnection`.
    const clientOptions = {
      ...ONE_TRY,
      logger,
      timeout: OPEN_MS,
      ...(slackApiUrl !== undefined && { slackApiUrl }),
    };
    return new SocketModeReceiver({
      appToken: options.appToken,
      logger,
      installerOptions: { clientOptions },
      autoReconnectEnabled: false,
    });
  }
  return new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: [EVENTS_PATH],
    customRoutes: options.routes ?? [],
    logger,
    ...(options.oauth !== undefined && oauthReceiver(options.oauth, slackApiUrl)),
  });
}

/** Listens for Slack's requests; gives the address that they go to. */
export async function listen(receiver: Receiver, { host, port }: HttpOptions): Promise<string> {
  try {
    const server: unknown = await receiver.start({ host, port });
    const address = hasAddress(server) ? server.address() : null;
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return `http://${host.includes(':') ? `[${host}]` : host}:${bound}${EVENTS_PATH}`;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') {
      throw new PasteurError(
        ERROR_CODES.portInUse,
        `Port ${port} on ${host} is in use. Stop the program that has it, or set PORT to a free one.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function hasAddress(server: unknown): server is { address(): { port: number } | string | null } {
  return (
    typeof server === 'object' &&
    server !== null &&
    'address' in server &&
    typeof server.address === 'function'
  );
}
