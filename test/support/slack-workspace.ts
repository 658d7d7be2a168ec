import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createEmulator } from 'emulate';
import { parse } from 'yaml';
import { createMailbox, type Mailbox } from './mailbox.ts';

export const BOT_TOKEN = 'xoxb-test';
/** The emulator stops answering a token after 5,000 calls in an hour, which Slack does not do: the bot's go round these. */
const BOT_TOKENS = Array.from({ length: 40 }, (_, index) => `${BOT_TOKEN}-${index}`);
export const BOT_USER = 'U0BOT';
export const BOT_ID = 'B0BOT';
export const APP_ID = 'A0APP';
export const ASKER = 'U000000001';
export const CLIENT_ID = '1.1';
export const CLIENT_SECRET = 'client-secret';
const ASKER_TOKEN = 'xoxp-asker';

/** One call of the bot to the Web API, as it came in. */
interface ApiCall {
  readonly method: string;
  readonly args: Record<string, unknown>;
  /** Token that it was made with. */
  readonly token: string;
}

type Reply = Record<string, unknown>;

/** An answer below the Web API, such as of an overloaded Slack. */
interface HttpFailure {
  /** 0: no answer at all, the connection breaks. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the call takes effect all the same. */
  readonly isDone?: boolean;
}
type Reaction = (args: Record<string, unknown>) => Reply | undefined | Promise<Reply | undefined>;

/** The emulated Slack, with the bot's calls written down and single methods answered otherwise where a test says so. */
export interface SlackWorkspace {
  readonly apiUrl: string;
  /** The next call of a method that no test has taken yet; waits for it. */
  next(method: string): Promise<ApiCall>;
  /** All calls of a method so far. */
  calls(method: string): readonly ApiCall[];
  /** Answers a method from now on; undefined passes the call on to the emulator. */
  react(method: string, reaction: Reaction): void;
  /** Lets the next calls of a method fail so, one each. */
  fail(method: string, ...failures: readonly HttpFailure[]): void;
  /** Lets a method take its effect at once and answer so much later. */
  slow(method: string, waitMs: number): void;
  /** Calls the Web API as the asker, or as the bot. */
  as(who: 'asker' | 'bot', method: string, args: Reply): Promise<Reply>;
  /** Lets the asker allow an app, as Slack's page does; gives the address that the browser is sent to then. */
  authorize(request: { readonly redirectUri: string; readonly state: string }): Promise<string>;
  channel(name: string): Promise<string>;
  directMessage(): Promise<string>;
  triggerId(): Promise<string>;
  close(): Promise<void>;
}

/** The scopes of the bot's token are those of `manifest.yml`, unless a test gives others: a call that they do not cover is refused as in Slack. */
export async function startSlackWorkspace(
  scopes: readonly string[] = manifestScopes(),
): Promise<SlackWorkspace> {
  const emulator = await createEmulator({
    service: 'slack',
    hostname: '127.0.0.1',
    port: 0,
    seed: { slack: seed(scopes) },
  });
  const inner = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const log: ApiCall[] = [];
  const boxes = new Map<string, Mailbox<ApiCall>>();
  const reactions = new Map<string, Reaction>(DEFAULT_REACTIONS);
  const failures = new Map<string, HttpFailure[]>();
  const waits = new Map<string, number>();
  const box = (method: string) => {
    const found = boxes.get(method) ?? createMailbox<ApiCall>();
    boxes.set(method, found);
    return found;
  };
  const server = createServer((request, response) => {
    void forward(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = request.url ?? '/';
    const method = path.startsWith('/api/') ? path.slice('/api/'.length) : undefined;
    if (method !== undefined) {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const call = { method, args: readArgs(body), token };
      const failure = failures.get(method)?.shift();
      if (failure !== undefined) {
        if (failure.isDone === true) await pass(path, request, body);
        if (failure.status === 0) request.socket.destroy();
        else response.writeHead(failure.status, failure.headers).end('{}');
        log.push(call);
        box(method).put(call);
        return;
      }
      const reply = await reactions.get(method)?.(call.args);
      const text = reply === undefined ? await pass(path, request, body) : JSON.stringify(reply);
      const waitMs = waits.get(method);
      if (waitMs !== undefined) await wait(waitMs, undefined, { ref: false });
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes.join(',') })
        .end(text);
      log.push(call);
      box(method).put(call);
      return;
    }
    const file = await fetch(`${inner}${path}`, {
      headers: { authorization: request.headers.authorization ?? '' },
    });
    response.writeHead(file.status, { 'content-type': file.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await file.arrayBuffer()));
  }
  let turn = 0;
  const innerAuthorization = (given = ''): string => {
    if (given !== `Bearer ${BOT_TOKEN}`) return given;
    turn += 1;
    return `Bearer ${BOT_TOKENS[turn % BOT_TOKENS.length]}`;
  };
  async function pass(path: string, request: IncomingMessage, body: string): Promise<string> {
    const headers = {
      authorization: innerAuthorization(request.headers.authorization),
      'content-type': request.headers['content-type'] ?? 'application/json',
    };
    return (await fetch(`${inner}${path}`, { method: 'POST', headers, body })).text();
  }
  const as: SlackWorkspace['as'] = async (who, method, args) => {
    const token = who === 'bot' ? BOT_TOKEN : ASKER_TOKEN;
    const response = await fetch(`${inner}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const reply = asRecord(await response.json());
    if (reply.ok !== true) throw new Error(`${method} as ${who}: ${String(reply.error)}`);
    return reply;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    next: (method) => box(method).take(),
    calls: (method) => log.filter((call) => call.method === method),
    react: (method, reaction) => reactions.set(method, reaction),
    fail: (method, ...more) => failures.set(method, [...(failures.get(method) ?? []), ...more]),
    slow: (method, waitMs) => waits.set(method, waitMs),
    as,
    authorize: async ({ redirectUri, state }) => {
      const fields = {
        user_id: ASKER,
        redirect_uri: redirectUri,
        state,
        scope: scopes.join(','),
        client_id: CLIENT_ID,
      };
      const response = await fetch(`${inner}/oauth/v2/authorize/callback`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
      return response.headers.get('location') ?? '';
    },
    channel: async (name) => {
      const { channels } = await as('asker', 'conversations.list', {
        types: 'public_channel,private_channel',
      });
      const found = asList(channels).find((channel) => channel.name === name);
      if (found === undefined) throw new Error(`no channel ${name}`);
      return String(found.id);
    },
    directMessage: async () => {
      const { channel } = await as('asker', 'conversations.open', { users: BOT_USER });
      return String(asRecord(channel).id);
    },
    triggerId: async () =>
      String((await as('bot', 'views.generateTriggerId', { user_id: ASKER })).trigger_id),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
    },
  };
}

/** What the emulator does not know, answered as Slack does. */
const DEFAULT_REACTIONS: readonly (readonly [string, Reaction])[] = [
  ['assistant.threads.setStatus', () => ({ ok: true })],
  ['assistant.threads.setSuggestedPrompts', () => ({ ok: true })],
  ['assistant.threads.setTitle', () => ({ ok: true })],
  ['apps.connections.open', () => ({ ok: false, error: 'not_allowed_token_type' })],
];

function seed(scopes: readonly string[]): Record<string, unknown> {
  const bot = { app_id: APP_ID, bot_id: BOT_ID, bot_user_id: BOT_USER };
  return {
    strict_scopes: true,
    channels: [{ name: 'incidents' }, { name: 'secret', is_private: true }],
    oauth_apps: [
      {
        ...bot,
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        name: 'Pasteur',
        bot_name: 'pasteur',
        redirect_uris: [],
        scopes,
      },
    ],
    tokens: [
      ...[BOT_TOKEN, ...BOT_TOKENS].map((token) => ({
        ...bot,
        token,
        type: 'bot',
        user_id: BOT_USER,
        scopes,
      })),
      { token: ASKER_TOKEN, type: 'user', user_id: ASKER },
    ],
  };
}

export function manifestScopes(): string[] {
  const manifest = asRecord(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')));
  const scopes = asRecord(asRecord(manifest.oauth_config).scopes).bot;
  return Array.isArray(scopes) ? scopes.map(String) : [];
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The Web API takes forms, in which lists and objects are JSON. */
function readArgs(body: string): Record<string, unknown> {
  const pairs = [...new URLSearchParams(body)].map(([key, value]) => [
    key,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(pairs);
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

export function asList(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}
