import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { type GitHubServer, startGitHubServer } from '../support/github-server.ts';
import { pageWith } from '../support/pages.ts';
import { asRecord } from '../support/slack-workspace.ts';

const VICTIM = join(import.meta.dirname, '../support/send-victim.ts');
const PULLS = '/repos/acme/runbooks/pulls';

let folder: string;
let server: GitServer;
let gitHub: GitHubServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-killed-'));
  server = await startGitServer(folder);
  await server.create('acme/runbooks', {
    'vault.md': pageWith('Vault is sealed', ['"the vault is sealed"']),
  });
  gitHub = await startGitHubServer();
});
afterEach(async () => {
  await gitHub.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function startVictim(...task: readonly string[]): ChildProcess {
  const args = [join(folder, 'data'), server.urlOf('acme/runbooks'), gitHub.url, gitHub.token, ...task];
  return spawn(process.execPath, ['--import', 'tsx', VICTIM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the process says of its page, until it is as wanted. */
async function until(child: ChildProcess, state: string): Promise<Record<string, unknown>> {
  if (child.stdout === null) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const page = asRecord(JSON.parse(line));
    if (page.state === state) return page;
  }
  throw new Error('the process ended by itself');
}

interface Moment {
  /** Calls `kill` when it has come; gives what the server answers to whom it does not reach any more. */
  readonly arm: (kill: () => void) => void;
}

const MOMENTS: readonly (readonly [string, Moment])[] = [
  [
    'between the commit and the push',
    {
      arm: (kill) => {
        server.fault = (request) => {
          if (request.method !== 'POST' || !request.url?.endsWith('/git-receive-pack')) return undefined;
          kill();
          return 503;
        };
      },
    },
  ],
  [
    'between the push and the pull request',
    {
      arm: (kill) => {
        gitHub.fault = () => {
          kill();
          return { status: 503 };
        };
      },
    },
  ],
  [
    'between the pull request and its writing down',
    {
      arm: (kill) => {
        gitHub.fault = (call) => {
          if (call !== `POST ${PULLS}`) return undefined;
          kill();
          return { status: 503, isDone: true };
        };
      },
    },
  ],
];

test.each(MOMENTS)('a page is in its repository once after a kill -9 %s', async (_, { arm }) => {
  const victim = startVictim('save');
  const killed = once(victim, 'exit');
  arm(() => victim.kill('SIGKILL'));
  await killed;
  server.fault = undefined;
  gitHub.fault = undefined;
  const next = startVictim();
  try {
    const page = await until(next, 'opened');
    expect(await server.branches('acme/runbooks')).toEqual(['main', page.branch]);
    expect(await gitHub.pulls()).toMatchObject([{ state: 'open', head: { ref: page.branch } }]);
    expect(await server.git('acme/runbooks', 'rev-list', '--count', `main..${String(page.branch)}`)).toBe(
      '1',
    );
  } finally {
    const ended = once(next, 'exit');
    next.kill('SIGKILL');
    await ended;
  }
});
