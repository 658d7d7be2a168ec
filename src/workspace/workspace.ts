import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ZodError } from 'zod';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { AlertDoor } from './alert-sender.ts';
import { type Handler, RefusedRequest, sendJson } from './http-exchange.ts';
import { joinWorkspace } from './join-workspace.ts';
import { refuseForeign } from './page-server/guard.ts';

export interface WorkspaceOptions {
  /** Port of the page; 0 takes a free one. */
  readonly port: number;
  /** Loopback address to bind to; default 127.0.0.1. */
  readonly host?: '127.0.0.1' | '::1';
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Folder of the built page, with a slash at the end; default: beside this file. */
  readonly page?: URL;
  /** The app's manifest; default: `manifest.yml` of the project. */
  readonly manifest?: URL;
}

/** A Slack workspace on this machine, with what an app needs to be its bot. */
export interface Workspace {
  /** Address of the page. */
  readonly url: string;
  /** Base address of the Web API, with a slash at the end. */
  readonly slackApiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  /** Tells where the app takes deliveries; those made before this wait for it. */
  connectApp(requestUrl: string): void;
  /** Lets the process be asked how it is, on the port of the page. */
  serve(listener: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>): void;
  /** Tells where alerts are taken, for the samples that the page sends. */
  connectAlerts(door: AlertDoor): void;
  close(): Promise<void>;
}

export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { port, host = '127.0.0.1', log, now } = options;
  let handlers: readonly Handler[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    answer(handlers, { request, response, url }).catch((error: unknown) => refuse(response, error, log));
  });
  await listen(server, port, host);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`;
  const joined = await joinWorkspace({
    publicUrl: url,
    now,
    page: options.page ?? new URL('./page/', import.meta.url),
    readme: new URL('../../README.md', import.meta.url),
    manifest: options.manifest ?? new URL('../../manifest.yml', import.meta.url),
  }).catch(async (error: unknown) => {
    await stop(server);
    throw error;
  });
  handlers = joined.handlers;
  return {
    url,
    slackApiUrl: `${url}/slack/api/`,
    botToken: joined.credentials.botToken,
    signingSecret: joined.credentials.signingSecret,
    botUserId: joined.credentials.botUserId,
    connectApp: joined.connectApp,
    serve: (listener) => {
      handlers = [({ request, response }) => listener(request, response), ...handlers];
    },
    connectAlerts: joined.connectAlerts,
    async close() {
      joined.stop();
      await stop(server);
      await joined.closeEmulator();
    },
  };
}

async function answer(handlers: readonly Handler[], exchange: Parameters<Handler>[0]): Promise<void> {
  refuseForeign(exchange.request);
  for (const handler of handlers) {
    if (await handler(exchange)) return;
  }
  throw handlers.length === 0
    ? new RefusedRequest(503, 'The local workspace is starting.')
    : new RefusedRequest(404, 'There is nothing here.');
}

function refuse(response: ServerResponse, error: unknown, log: Logger): void {
  const [status, message] =
    error instanceof RefusedRequest
      ? [error.status, error.message]
      : error instanceof ZodError
        ? [400, error.issues.map(({ path, message: issue }) => `${path.join('.')}: ${issue}`).join('; ')]
        : [500, 'The local workspace failed; its log says why.'];
  if (status === 500) log.error({ err: error }, 'local workspace request failed');
  if (response.headersSent) response.destroy();
  else sendJson(response, status, { ok: false, error: message });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') return reject(cause);
      const message = `port ${port} on ${host} is in use: stop what listens there, or choose another with PORT`;
      reject(new PasteurError(ERROR_CODES.portInUse, message, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the local workspace has no port');
  return address.port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
