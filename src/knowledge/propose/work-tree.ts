import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type GitAddress, parseGitAddress } from '../git-address.ts';
import { GitFailure, type GitRunOptions, runGit } from '../git-run.ts';

const TIMEOUT_MS = 10_000;

/**
 * Where a folder's pages go if it is the work tree of a git repository: to the remote of its branch, or to the repository
 * itself where it has none. Undefined for any other folder.
 */
export async function workTreeAddress(
  folder: string,
  env: GitRunOptions['env'],
): Promise<GitAddress | undefined> {
  const git = async (...args: readonly string[]): Promise<string | undefined> => {
    try {
      return (await runGit(['-C', folder, ...args], { env, timeoutMs: TIMEOUT_MS })).trim();
    } catch (error) {
      if (error instanceof GitFailure) return undefined;
      throw error;
    }
  };
  const root = await git('rev-parse', '--show-toplevel');
  const prefix = await git('rev-parse', '--show-prefix');
  if (root === undefined || prefix === undefined) return undefined;
  const current = await git('symbolic-ref', '--quiet', '--short', 'HEAD');
  const remote = (await git('config', `branch.${current ?? ''}.remote`)) ?? 'origin';
  const url = await git('remote', 'get-url', '--push', remote);
  const pages = prefix.replace(/\/$/, '');
  if (url === undefined) return { url: pathToFileURL(root).href, branch: current, folder: pages };
  const merged = (await git('config', `branch.${current ?? ''}.merge`))?.replace(/^refs\/heads\//, '');
  const address =
    parseGitAddress(url)?.url ?? pathToFileURL(isAbsolute(url) ? url : resolve(join(root, url))).href;
  return { url: address, branch: merged, folder: pages };
}
