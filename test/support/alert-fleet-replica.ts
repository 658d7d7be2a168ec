import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** One process of Pasteur, as `npm start` runs it. */
export interface FleetReplica {
  readonly id: number;
  /** Base address for `/alerts/<system>` and `/slack/events`; it stays the same over restarts. */
  readonly url: string;
  readonly isRunning: boolean;
  /** Starts it again after a stop or a kill, on its old address; resolves once it takes requests. */
  start(): Promise<void>;
  /** SIGTERM: lets it end in order. */
  stop(): Promise<void>;
  /** SIGKILL: ends it at once, half-way through whatever it does. */
  kill(): Promise<void>;
  /** Memory that it holds, in megabytes; 0 when it does not run. */
  rssMb(): Promise<number>;
  /** The newest lines of its log. */
  log(): string;
}

const ENTRY = fileURLToPath(new URL('../../dist/cli/pasteur.js', import.meta.url));

const START_MS = 120_000;
const LOG_CHARACTERS = 20_000;
const GREETING = /Slack reaches it at (http:\/\/[^/\s]+)\/slack\/events/;

/** Makes a replica that is not started yet. `cwd` must have no `.env`. */
export function createReplica(
  id: number,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): FleetReplica {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run npm run build`);
  let child: ChildProcess | undefined;
  let url = '';
  let log = '';
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child === undefined || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    id,
    get url() {
      return url;
    },
    get isRunning() {
      return isRunning();
    },
    start: async () => {
      if (isRunning()) return;
      const port = url === '' ? '0' : new URL(url).port;
      const started = spawn(process.execPath, [ENTRY, 'start'], {
        cwd,
        env: { PATH: process.env.PATH, ...environment, PORT: port },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stderr.on('data', (chunk: Buffer) => {
        log = `${log}${chunk.toString()}`.slice(-LOG_CHARACTERS);
      });
      url = await greeting(started, () => log);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    rssMb: async () => {
      if (child?.pid === undefined || !isRunning()) return 0;
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return Number(stdout) / 1024;
    },
    log: () => log,
  };
}

/** Waits until the process says where it listens. */
function greeting(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(`did not start within ${START_MS} ms`), START_MS);
    const fail = (fault: string) => {
      clearTimeout(timer);
      reject(new Error(`a replica ${fault}:\n${log()}`));
    };
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, address] = GREETING.exec(printed) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('exit', (status, signal) => fail(`ended with ${status ?? signal}`));
  });
}
