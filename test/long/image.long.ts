import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { SIGNING_SECRET } from '../support/slack-deliveries.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Somebody who owns nothing; only root can start a process as another user. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const GREETING = /stands in for Slack:\s+http:\/\/127\.0\.0\.1:(\d+)/;

let folder: string;
let app: string;
let child: ChildProcess | undefined;

/** What the last stage of the Dockerfile copies, cleared as its build stage clears it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-image-'));
  app = join(folder, 'app');
  const data = join(folder, 'data');
  const npm = await promisify(execFile)('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: ROOT });
  const packages = npm.stdout.split('\n').filter((path) => path.includes('node_modules'));
  const isRead = (source: string) => !/\.(?:map|[cm]?ts)$/.test(source);
  for (const path of [...packages, ...['package.json', 'manifest.yml', 'README.md', 'dist', 'knowledge']]) {
    const from = path.startsWith('/') ? path : join(ROOT, path);
    await cp(from, join(app, relative(ROOT, from)), { recursive: true, filter: isRead });
  }
  await mkdir(data);
  await symlink(data, join(app, 'data'));
  await chmod(folder, 0o755);
  if (NOBODY.uid === undefined) await chmod(app, 0o555);
  else await chown(data, NOBODY.uid, NOBODY.gid);
}, 300_000);
afterEach(() => child?.kill('SIGKILL'));
afterAll(async () => {
  await chmod(app, 0o755);
  await rm(folder, { recursive: true });
});

/** Starts what `CMD` says, with the empty settings of an `.env.example` that nobody filled in. */
async function start(settings: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const [command = '', ...args] = await inDockerfile(/^CMD (\[.*\])$/m);
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PASTEUR_DATA: '',
    PORT: '0',
    ...settings,
  };
  child = spawn(command, args, {
    cwd: app,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...NOBODY,
  });
  return child;
}

async function inDockerfile(pattern: RegExp): Promise<string[]> {
  const [, words] = pattern.exec(await readFile(join(ROOT, 'Dockerfile'), 'utf8')) ?? [];
  return JSON.parse(words ?? '[]').map(String);
}

async function portOf(started: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of started.stdout ?? []) {
    printed += String(chunk);
    const [, port] = GREETING.exec(printed) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error(`it ended before it was up: ${printed}`);
}

test('the image starts, is healthy and ends in order as a user who may write nothing but data', async () => {
  const started = await start();
  const port = await portOf(started);
  const [command = '', ...args] = await inDockerfile(/^HEALTHCHECK .*CMD (\[.*\])$/m);
  const check = (environment: Record<string, string>) =>
    spawnSync(command, args, { env: { PATH: process.env.PATH, ...environment } }).status;
  expect(check({ PORT: port, PASTEUR_SERVICE_PORT: '' })).toBe(0);
  expect(check({ PORT: '1', PASTEUR_SERVICE_PORT: port })).toBe(0);
  expect(check({ PORT: '1' })).toBe(1);
  const ended = once(started, 'exit');
  started.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('it ends in order when it is told to while it starts', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const slack = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/`;
  try {
    const asked = once(silent, 'request');
    const started = await start({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack,
    });
    const ended = once(started, 'exit');
    await asked;
    started.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});
