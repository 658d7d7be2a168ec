import { join } from 'node:path';
import type { GitSettings } from '../git-settings.ts';
import type { PageFault } from '../knowledge/entry.ts';
import {
  copyName,
  type GitAddress,
  type GitCredentials,
  parseGitAddress,
  repositoryName,
} from '../knowledge/git-address.ts';
import type { GitCopy } from '../knowledge/git-copy.ts';
import { startGitKnowledge } from '../knowledge/git-knowledge.ts';
import { createPullRequests } from '../knowledge/propose/github.ts';
import { gitHubName } from '../knowledge/propose/github-name.ts';
import type { Repository } from '../knowledge/propose/repository.ts';
import { workTreeAddress } from '../knowledge/propose/work-tree.ts';
import { settleFolder } from '../knowledge/save/pending-folder.ts';

export interface RepositoriesOptions {
  /** Places of the settings, folders among them. */
  readonly knowledge: readonly string[];
  readonly dataFolder: string;
  readonly git: GitSettings;
  /** Whether a folder's pages may be written. */
  readonly isWritable: (place: string) => boolean;
  /** For the git program. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onFault: (fault: PageFault) => void;
}

/** The repositories among the places, fetched again and again. */
export interface Repositories {
  /** Where the pages of each are, in the order of the places that name one. */
  readonly folders: readonly string[];
  /** Those that take pages; empty where pages are not pushed. */
  readonly pushed: readonly Repository[];
  faults(): readonly PageFault[];
  /** Calls this after each fetch, once what is pending was compared with it. */
  onFetched(listener: (repository: Repository) => Promise<void>): void;
  close(): Promise<void>;
}

/** Starts to fetch, and settles what earlier runs left pending. */
export async function startRepositories(options: RepositoriesOptions): Promise<Repositories> {
  const { dataFolder, git, environment, now, onFault } = options;
  const named = options.knowledge.flatMap((place) => parseGitAddress(place) ?? []);
  const trees = git.pushesFolders ? await workTrees(options) : [];
  const addresses = [...named, ...trees.map(({ address }) => address)];
  const aside = new Map<string, readonly PageFault[]>();
  const listeners: ((repository: Repository) => Promise<void>)[] = [];
  let pushed: readonly Repository[] = [];

  async function settle({ copy, pages, pending }: Repository): Promise<void> {
    // With no copy, everything would seem to be missing from the repository.
    if (!(await copy.hasCopy())) return;
    const before = new Set(aside.get(pending)?.map(({ page }) => page));
    const faults = await settleFolder({ folder: pending, copy: pages });
    aside.set(pending, faults);
    for (const fault of faults) if (!before.has(fault.page)) onFault(fault);
  }
  async function fetched(copy: GitCopy): Promise<void> {
    const repository = pushed.find((each) => each.copy.folder === copy.folder);
    if (repository === undefined) return;
    await settle(repository);
    for (const listener of listeners) await listener(repository);
  }

  const knowledge = await startGitKnowledge({
    addresses,
    cacheFolder: join(dataFolder, 'git'),
    env: environment,
    onFault,
    onFetched: fetched,
    credentialsOf: (url) => credentialsOf(url, git),
  });
  if (git.pushes) {
    pushed = addresses.flatMap((address, at): readonly Repository[] => {
      const copy = knowledge.copies[at];
      if (copy === undefined) return [];
      return [
        {
          name: repositoryName(address),
          address,
          copy,
          pages: trees[at - named.length]?.folder ?? copy.folder,
          pending: join(dataFolder, 'pending', copyName(address), address.folder),
          gitHub: gitHubOf(copy.url, git, now),
          refresh: async () => {
            await copy.fetch();
            await fetched(copy);
          },
        },
      ];
    });
    for (const repository of pushed) await settle(repository);
  }
  return {
    folders: knowledge.folders.slice(0, named.length),
    pushed,
    faults: () => [...knowledge.faults(), ...[...aside.values()].flat()],
    onFetched: (listener) => {
      listeners.push(listener);
    },
    close: knowledge.close,
  };
}

/** The folders that are work trees of git repositories, with where their branches go. */
async function workTrees({
  knowledge,
  isWritable,
  environment,
}: RepositoriesOptions): Promise<readonly { readonly folder: string; readonly address: GitAddress }[]> {
  const folders = knowledge.filter((place) => parseGitAddress(place) === undefined && isWritable(place));
  const found = await Promise.all(
    folders.map(async (folder) => ({ folder, address: await workTreeAddress(folder, environment) })),
  );
  return found.flatMap(({ folder, address }) => (address === undefined ? [] : [{ folder, address }]));
}

/** The token opens the repositories of its GitHub, too. */
function credentialsOf(url: string, { gitHubToken, gitHubApiUrl }: GitSettings): GitCredentials | undefined {
  if (gitHubToken === undefined || !url.startsWith('http') || gitHubName(url, gitHubApiUrl) === undefined) {
    return undefined;
  }
  return { username: 'x-access-token', password: gitHubToken };
}

function gitHubOf(url: string, git: GitSettings, now: () => number): Repository['gitHub'] {
  const { gitHubToken: token, gitHubApiUrl: apiUrl } = git;
  const name = gitHubName(url, apiUrl);
  if (name === undefined) return undefined;
  const options = { apiUrl, repository: name, fetch: globalThis.fetch, now };
  return { name, apiUrl, pulls: token === undefined ? undefined : createPullRequests({ token, ...options }) };
}
