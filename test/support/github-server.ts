import { createServer, type IncomingMessage } from 'node:http';
import { createEmulator } from 'emulate';
import { asList, asRecord } from './slack-workspace.ts';

/** An emulated GitHub on loopback, with the repository `acme/runbooks`. */
export interface GitHubServer {
  /** Base address of its REST API. */
  readonly url: string;
  readonly token: string;
  /** What was asked: `POST /repos/acme/runbooks/pulls`. */
  readonly calls: readonly string[];
  /** Called before each call; what it gives is answered in GitHub's place. */
  fault: ((call: string) => Fault | undefined | Promise<Fault | undefined>) | undefined;
  /** Its pull requests, the newest first. */
  pulls(): Promise<readonly Record<string, unknown>[]>;
  comments(number: number): Promise<readonly string[]>;
  merge(number: number): Promise<void>;
  /** Forgets all pull requests, calls and faults. */
  reset(): void;
  close(): Promise<void>;
}

export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Lets GitHub do it, and loses its answer. */
  readonly isDone?: boolean;
}

const PULLS = '/repos/acme/runbooks/pulls';

export async function startGitHubServer(): Promise<GitHubServer> {
  const token = 'ghp_pasteurTestToken000000000000000000';
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [token]: { login: 'acme', scopes: ['repo'] } },
      github: { users: [{ login: 'acme' }], repos: [{ owner: 'acme', name: 'runbooks', auto_init: true }] },
    },
  });
  const calls: string[] = [];
  const state: Pick<GitHubServer, 'fault'> = { fault: undefined };
  const ask = async (method: string, path: string, body?: string, authorization = `Bearer ${token}`) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${emulator.url}${path}`, { method, headers, ...(body ? { body } : {}) });
    return { status: answer.status, text: await answer.text() };
  };
  const read = async (path: string): Promise<unknown> => JSON.parse((await ask('GET', path)).text);
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '' } = request;
    const call = `${method} ${url.split('?')[0]}`;
    calls.push(call);
    const body = await bodyOf(request);
    const fault = await state.fault?.(call);
    const reply = (status: number, text: string, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
    if (fault !== undefined && fault.isDone !== true) {
      reply(fault.status, JSON.stringify({ message: fault.message ?? 'fault' }), fault.headers);
      return;
    }
    if (call === `POST ${PULLS}`) {
      // The emulator opens as many as it is asked for; GitHub only one a branch.
      const { head } = asRecord(JSON.parse(body));
      const open = asList(await read(`${PULLS}?state=open&head=acme:${String(head)}`));
      if (open.length > 0) {
        const message = `A pull request already exists for acme:${String(head)}.`;
        reply(422, JSON.stringify({ message: 'Validation Failed', errors: [{ message }] }));
        return;
      }
    }
    const done = await ask(method, url, body, request.headers.authorization ?? '');
    if (fault === undefined) reply(done.status, done.text);
    else request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const rest: Omit<GitHubServer, 'fault'> = {
    url: `http://127.0.0.1:${port}`,
    token,
    calls,
    pulls: async () => asList(await read(`${PULLS}?state=all`)),
    comments: async (number) =>
      asList(await read(`/repos/acme/runbooks/issues/${number}/comments`)).map(({ body }) => String(body)),
    merge: async (number) => {
      const { status, text } = await ask('PUT', `${PULLS}/${number}/merge`, '{}');
      if (status !== 200) throw new Error(`not merged: ${text}`);
    },
    reset: () => {
      emulator.reset();
      calls.length = 0;
      state.fault = undefined;
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await emulator.close();
    },
  };
  return Object.assign(state, rest);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
