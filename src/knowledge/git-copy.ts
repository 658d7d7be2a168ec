import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { reasonOf } from './error-reason.ts';
import { copyName, type GitAddress, type GitCredentials, splitCredentials } from './git-address.ts';
import { type GitRunOptions, runGit } from './git-run.ts';

export interface GitCopyOptions extends Pick<GitRunOptions, 'env' | 'timeoutMs'> {
  readonly address: GitAddress;
  /** Folder that holds the copies of all repositories. */
  readonly cacheFolder: string;
  /** Used where the address has none of its own. */
  readonly credentials?: GitCredentials | undefined;
}

/** A shallow copy of one branch of a repository. */
export interface GitCopy {
  /** Where its pages are; exists even before the first fetch. */
  readonly folder: string;
  /** Address of the repository, without credentials. */
  readonly url: string;
  hasCopy(): Promise<boolean>;
  /** Brings the copy up to date; on failure it stays as it was. Called while another runs, it gives that one's end. */
  fetch(): Promise<void>;
  /** Runs work on the copy as it is when its turn comes, while nothing fetches. `git` gives the command's standard output. */
  use<Result>(work: (git: CopyGit) => Promise<Result>): Promise<Result>;
}

/** A copy that nobody else uses at the moment. */
export interface CopyGit {
  /** Runs git in the copy. */
  run(
    args: readonly string[],
    options?: Pick<GitRunOptions, 'input'> & { readonly env?: GitRunOptions['env'] },
  ): Promise<string>;
  fetch(): Promise<void>;
}

/** Prepares the place of a copy. */
export async function createGitCopy(options: GitCopyOptions): Promise<GitCopy> {
  const { address, cacheFolder, env, timeoutMs } = options;
  const { url, credentials = options.credentials } = splitCredentials(address.url);
  const root = join(cacheFolder, copyName(address));
  const folder = join(root, address.folder);
  // Two commands in one folder would get into each other's way.
  const inTurn = pLimit(1);
  let fetching: Promise<void> | undefined;
  const hasCopy = async (): Promise<boolean> => exists(join(root, '.git'));
  if (!(await hasCopy())) await mkdir(folder, { recursive: true });

  const git = (...args: readonly string[]) => runGit(args, { env, timeoutMs, credentials });

  async function clone(): Promise<void> {
    const fresh = `${root}.new`;
    await rm(fresh, { recursive: true, force: true });
    const branch = address.branch === undefined ? [] : ['--branch', address.branch];
    const shallow = ['--quiet', '--depth', '1', '--no-tags', '--single-branch'];
    try {
      await git('clone', ...shallow, ...branch, '--', url, fresh);
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
    const shallow = ['--quiet', '--depth', '1', '--no-tags'];
    // A copy of an earlier version holds the address with its password.
    if (credentials !== undefined) await git('-C', root, 'config', 'remote.origin.url', url);
    await git('-C', root, 'fetch', ...shallow, '--', url, address.branch ?? 'HEAD');
    await git('-C', root, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    await git('-C', root, 'clean', '--quiet', '-ffdx');
  }

  async function fetchNow(): Promise<void> {
    if (!(await hasCopy())) return clone();
    try {
      await pull();
    } catch (error) {
      // A git that was killed half-way leaves locks and torn files behind, which no pull gets past.
      if (!/\.lock|corrupt|bad object|not a git repository/i.test(reasonOf(error))) throw error;
      await clone();
    }
  }

  const own: CopyGit = {
    run: (args, more = {}) =>
      runGit(['-C', root, ...args], { timeoutMs, credentials, ...more, env: { ...env, ...more.env } }),
    fetch: fetchNow,
  };
  return {
    folder,
    url,
    hasCopy,
    fetch: () => {
      fetching ??= inTurn(fetchNow).finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    use: (work) => inTurn(() => work(own)),
  };
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
