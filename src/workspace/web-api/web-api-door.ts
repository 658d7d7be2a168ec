import type { SlackEmulator } from '../emulator.ts';
import { refused } from '../emulator.ts';
import { type Exchange, type Handler, readBody, sendJson } from '../http-exchange.ts';
import { isRecord, type JsonRecord, parseJson } from '../json.ts';
import type { Actor, Actors } from './actors.ts';
import type { WebApi } from './web-api.ts';

const API_PREFIX = '/slack/api/';
/** Slack takes files of up to 1 GB; no test of a bot needs more than this. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** Slack's Web API and file addresses over HTTP, for the bot and whoever else has a token. */
export function createWebApiDoor(
  webApi: WebApi,
  actors: Actors,
  emulator: SlackEmulator,
  botScopes: readonly string[],
): Handler {
  return async (exchange) => {
    const { pathname } = exchange.url;
    if (pathname.startsWith(API_PREFIX)) {
      await answerMethod(exchange, pathname.slice(API_PREFIX.length), webApi, actors, botScopes);
      return true;
    }
    if (pathname.startsWith('/files-pri/') || pathname.startsWith('/upload/v1/')) {
      await passFile(exchange, actors, emulator);
      return true;
    }
    return false;
  };
}

async function answerMethod(
  exchange: Exchange,
  method: string,
  webApi: WebApi,
  actors: Actors,
  botScopes: readonly string[],
): Promise<void> {
  const { request, response } = exchange;
  const params = await readParams(exchange);
  const token =
    bearerOf(request.headers.authorization) ?? (typeof params.token === 'string' ? params.token : undefined);
  const actor = actors.byToken(token);
  if (actor === undefined) {
    sendJson(response, 200, refused(token === undefined ? 'not_authed' : 'invalid_auth'));
    return;
  }
  if (actor.isBot) response.setHeader('x-oauth-scopes', botScopes.join(','));
  const { token: _, ...rest } = params;
  sendJson(response, 200, await webApi.call(actor, method, rest));
}

async function readParams({ request, url }: Exchange): Promise<JsonRecord> {
  const body = (await readBody(request, LARGEST_BODY)).toString('utf8');
  const inUrl = Object.fromEntries(url.searchParams);
  if (request.headers['content-type']?.includes('application/json') === true) {
    const json = parseJson(body);
    return isRecord(json) ? { ...inUrl, ...json } : inUrl;
  }
  return { ...inUrl, ...Object.fromEntries(new URLSearchParams(body)) };
}

/** A file's content on its way up or down; an upload's address is its own permission, as at Slack. */
async function passFile(
  { request, response, url }: Exchange,
  actors: Actors,
  emulator: SlackEmulator,
): Promise<void> {
  const actor = actors.byToken(bearerOf(request.headers.authorization));
  if (request.method === 'GET' && actor === undefined) {
    // Slack shows its sign-in page here, with status 200 after a redirect.
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>');
    return;
  }
  const body = request.method === 'GET' ? null : await readBody(request, LARGEST_BODY);
  const passed = await emulator.fetch(`${url.pathname}${url.search}`, {
    method: request.method ?? 'GET',
    headers: fileHeaders(actor, request.headers['content-type']),
    body: body === null ? null : new Uint8Array(body),
  });
  response.writeHead(passed.status, {
    'content-type': passed.headers.get('content-type') ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  });
  response.end(Buffer.from(await passed.arrayBuffer()));
}

function fileHeaders(actor: Actor | undefined, contentType: string | undefined): Record<string, string> {
  return {
    ...(actor === undefined ? {} : { authorization: `Bearer ${actor.nextToken()}` }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
}

function bearerOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer\s+(\S+)$/i.exec(header)?.[1];
}
