import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '../../src/store/database/database.ts';

/** A PostgreSQL server of the test's own, with an empty database a call. */
export interface PostgresServer {
  /** Address of a fresh, empty database. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a crash of its machine does; its files stay. */
  halt(): Promise<void>;
  /** Starts it again after `halt`, on its old address. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const STARTED = 'database system is ready to accept connections';
const DEBIAN = '/usr/lib/postgresql';

/**
 * What is missing to start a server, as a sentence; undefined when nothing is. Under CI something missing must fail
 * the tests rather than skip them.
 */
export function postgresMissing(): string | undefined {
  return findBinary('initdb') === undefined
    ? 'PostgreSQL is not installed here (on Debian: apt-get install postgresql), so its tests are skipped'
    : undefined;
}

/**
 * Starts a server on a free port of 127.0.0.1, with its files in a temporary folder. Unless `isDurable`, it does not wait
 * for the disk: tests need no protection against a loss of power, but measurements must pay for it.
 */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const initdb = findBinary('initdb');
  const server = findBinary('postgres');
  if (initdb === undefined || server === undefined) throw new Error(postgresMissing() ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-postgres-'));
  const data = join(folder, 'data');
  // Root starts it as the user postgres, who must be able to write here.
  await chmod(folder, 0o777);
  const user = await findUser();
  await run(initdb, ['-D', data, '-U', 'pasteur', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    cwd: folder,
    ...user,
  });
  const port = await freePort();
  const options = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: isDurable ? 'on' : 'off',
  };
  const args = [
    '-D',
    data,
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const start = async () => {
    const child = spawn(server, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, ...user });
    await ready(child);
    return child;
  };
  let child = await start();
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  const address = `postgres://pasteur@127.0.0.1:${port}`;
  let databases = 0;
  return {
    createDatabase: async () => {
      const name = `test${++databases}`;
      const server = await openDatabase({ url: `${address}/postgres` });
      await server.query(`CREATE DATABASE ${name}`);
      await server.close();
      return `${address}/${name}`;
    },
    halt: () => end('SIGQUIT'),
    resume: async () => {
      child = await start();
    },
    stop: async () => {
      // SIGINT: a fast shutdown, which ends the open connections.
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findBinary(name: string): string | undefined {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((left, right) => Number(right) - Number(left))
    : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** PostgreSQL refuses to run as root. */
async function findUser(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function ready(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(STARTED)) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${output}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port was found');
  return address.port;
}
