import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Repositories behind git's own HTTP server, on loopback. */
export interface GitServer {
  /** Address of a repository with the name and password that open it. */
  urlOf(repository: string, credentials?: string): string;
  /** Makes a bare repository with one commit of these files on `main`. */
  create(repository: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** Commits files to `main`, as people do; null deletes one. */
  commit(repository: string, files: Readonly<Record<string, string | null>>): Promise<void>;
  /** Merges a branch into `main`. */
  merge(repository: string, branch: string): Promise<void>;
  branches(repository: string): Promise<readonly string[]>;
  /** Runs git in a bare repository; gives its output. */
  git(repository: string, ...args: readonly string[]): Promise<string>;
  /** A hook that prints a text and refuses every push; undefined takes it away. */
  refuse(repository: string, text: string | undefined): Promise<void>;
  /** Answers requests in its place as long as it gives a status. */
  fault: ((request: IncomingMessage) => number | undefined) | undefined;
  /** Who may read and write; null takes pushes from nobody. */
  credentials: string | null;
  close(): Promise<void>;
}

export async function startGitServer(folder: string): Promise<GitServer> {
  const root = join(folder, 'repositories');
  await mkdir(root, { recursive: true });
  const server: Pick<GitServer, 'fault' | 'credentials'> = {
    fault: undefined,
    credentials: 'pasteur:secret-password',
  };
  const http = createServer((request, response) => answer(request, response, root, server));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const bare = (repository: string) => join(root, `${repository}.git`);
  const git = async (repository: string, ...args: readonly string[]) =>
    (await run('-C', bare(repository), ...args)).stdout.trim();

  async function commit(repository: string, files: Readonly<Record<string, string | null>>): Promise<void> {
    const stream = ['commit refs/heads/main', `committer T <t@example.com> ${seconds()} +0000`, data('x')];
    const parent = await git(repository, 'rev-parse', '-q', '--verify', 'refs/heads/main').catch(() => '');
    if (parent !== '') stream.push(`from ${parent}`);
    for (const [path, text] of Object.entries(files)) {
      stream.push(text === null ? `D ${path}` : `M 644 inline ${path}\n${data(text)}`);
    }
    const done = run('-C', bare(repository), 'fast-import', '--quiet', '--force');
    done.child.stdin?.end(`${stream.join('\n')}\n`);
    await done;
  }

  const rest: Omit<GitServer, 'fault' | 'credentials'> = {
    urlOf: (repository, credentials = 'pasteur:secret-password') =>
      `http://${credentials === '' ? '' : `${credentials}@`}127.0.0.1:${port}/${repository}.git`,
    create: async (repository, files) => {
      await run('init', '-q', '--bare', '--initial-branch=main', bare(repository));
      await commit(repository, files);
    },
    commit,
    merge: async (repository, branch) => {
      const tree = await git(repository, 'merge-tree', '--write-tree', 'main', branch);
      const merged = await git(
        repository,
        ...['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit-tree', tree],
        ...['-p', 'main', '-p', branch, '-m', 'merge'],
      );
      await git(repository, 'update-ref', 'refs/heads/main', merged);
    },
    branches: async (repository) =>
      (await git(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads')).split('\n'),
    git,
    refuse: async (repository, text) => {
      const script = text === undefined ? 'exit 0' : `cat <<'END' >&2\n${text}\nEND\nexit 1`;
      await writeFile(join(bare(repository), 'hooks/pre-receive'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return Object.assign(server, rest);
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  server: Pick<GitServer, 'fault' | 'credentials'>,
): void {
  const status = server.fault?.(request);
  if (status !== undefined) {
    response.writeHead(status).end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const wanted = `Basic ${Buffer.from(server.credentials ?? '').toString('base64')}`;
  if (server.credentials !== null && request.headers.authorization !== wanted) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const isPush = `${pathname}?${searchParams}`.includes('git-receive-pack');
  if (server.credentials === null && isPush) {
    response.writeHead(403).end();
    return;
  }
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      REMOTE_USER: 'pasteur',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {
    // It had read enough; its answer says the rest.
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(/: (.*)/));
    const status = headers.find(([name]) => name === 'Status')?.[1];
    for (const [name, value] of headers) {
      if (name !== undefined && value !== undefined && name !== 'Status') response.setHeader(name, value);
    }
    response.statusCode = Number.parseInt(status ?? '200', 10);
    response.end(output.subarray(end + 4));
  });
}

function run(...args: readonly string[]) {
  return promisify(execFile)('git', [...args]);
}

let clock = 1_700_000_000;
function seconds(): number {
  clock += 1;
  return clock;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
