import { execFile } from 'node:child_process';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from './error-reason.ts';
import { copyName, type GitAddress, withoutSecrets } from './git-address.ts';

export interface GitCopyOptions {
  readonly address: GitAddress;
  /** Folder that holds the copies of all repositories. */
  readonly cacheFolder: string;
  /** Environment for git: PATH, HOME and what a proxy or an SSH agent needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Longest time for one git command. */
  readonly timeoutMs: number;
}

/** A shallow copy of one branch of a repository. */
export interface GitCopy {
  /** Where its pages are; exists even before the first fetch. */
  readonly folder: string;
  hasCopy(): Promise<boolean>;
  /** Brings the copy up to date; on failure it stays as it was. */
  fetch(): Promise<void>;
}

// A repository is data: none of its hooks, filters or submodules runs, and nothing asks for a password.
const SAFE = [
  'core.hooksPath=/dev/null',
  'protocol.ext.allow=never',
  'filter.lfs.smudge=',
  'filter.lfs.required=false',
];

/** Prepares the place of a copy. */
export async function createGitCopy({
  address,
  cacheFolder,
  env,
  timeoutMs,
}: GitCopyOptions): Promise<GitCopy> {
  const root = join(cacheFolder, copyName(address));
  const folder = join(root, address.folder);
  const hasCopy = async (): Promise<boolean> => exists(join(root, '.git'));
  if (!(await hasCopy())) await mkdir(folder, { recursive: true });

  function git(...args: readonly string[]): Promise<void> {
    return runGit([...SAFE.flatMap((setting) => ['-c', setting]), ...args], env, timeoutMs);
  }

  async function clone(): Promise<void> {
    const fresh = `${root}.new`;
    await rm(fresh, { recursive: true, force: true });
    const branch = address.branch === undefined ? [] : ['--branch', address.branch];
    try {
      await git(
        'clone',
        '--quiet',
        '--depth',
        '1',
        '--no-tags',
        '--single-branch',
        ...branch,
        '--',
        address.url,
        fresh,
      );
      if (address.folder !== '' && !(await exists(join(fresh, address.folder)))) {
        throw new Error(`the repository has no folder ${address.folder}`);
      }
      await rm(root, { recursive: true, force: true });
      await rename(fresh, root);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }

  async function pull(): Promise<void> {
    await git(
      '-C',
      root,
      'fetch',
      '--quiet',
      '--depth',
      '1',
      '--no-tags',
      '--',
      address.url,
      address.branch ?? 'HEAD',
    );
    await git('-C', root, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    await git('-C', root, 'clean', '--quiet', '-ffdx');
  }

  async function fetch(): Promise<void> {
    if (!(await hasCopy())) return clone();
    try {
      await pull();
    } catch (error) {
      // A git that was killed half-way leaves locks and torn files behind, which no pull gets past.
      if (!/\.lock|corrupt|bad object|not a git repository/i.test(reasonOf(error))) throw error;
      await clone();
    }
  }

  return { folder, hasCopy, fetch };
}

function runGit(args: readonly string[], env: GitCopyOptions['env'], timeoutMs: number): Promise<void> {
  const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', SSH_ASKPASS: 'true', LC_ALL: 'C' };
  const ssh = { GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes -oConnectTimeout=15' };
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      args,
      { env: { ...env, ...quiet, ...ssh }, timeout: timeoutMs, killSignal: 'SIGKILL' },
      (error, _, stderr) => {
        if (error === null) resolve();
        else reject(new Error(explain(error, stderr, timeoutMs), { cause: error }));
      },
    );
  });
}

function explain(
  error: { readonly killed?: boolean | undefined },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.killed === true) return `git did not answer within ${Math.round(timeoutMs / 1000)} s`;
  const said = stderr
    .trim()
    .split('\n')
    .findLast((line) => /^(?:fatal|error|remote):/.test(line));
  return withoutSecrets(said ?? reasonOf(error).split('\n')[0] ?? '');
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    // Whatever keeps it from being looked at, it cannot be used.
    return false;
  }
}
