import type { PageFault } from './entry.ts';
import { reasonOf } from './error-reason.ts';
import { type GitCredentials, withoutSecrets } from './git-address.ts';
import { createGitCopy, type GitCopy, type GitCopyOptions } from './git-copy.ts';
import { createPageFaults, PAGE_START } from './page-faults.ts';

export interface GitKnowledgeOptions extends Pick<GitCopyOptions, 'cacheFolder' | 'env'> {
  readonly addresses: readonly GitCopyOptions['address'][];
  /** Time between two looks at a repository; default 5 minutes. */
  readonly intervalMs?: number;
  /** Longest time for one git command; default 1 minute. */
  readonly timeoutMs?: number;
  /** Called when a repository cannot be fetched; its last good copy stays in use. Called again only for another reason. */
  readonly onFault?: (fault: PageFault) => void;
  /** Called after a repository was fetched, before anybody else is told of it. */
  readonly onFetched?: (copy: GitCopy) => Promise<void>;
  /** Opens repositories whose addresses have no credentials of their own. */
  readonly credentialsOf?: (url: string) => GitCredentials | undefined;
}

/** Folders kept up to date from git repositories; give them to `watchKnowledge`. */
export interface GitKnowledge {
  /** One for each address, in their order. */
  readonly folders: readonly string[];
  readonly copies: readonly GitCopy[];
  /** What is wrong now. */
  faults(): readonly PageFault[];
  /** Fetches all repositories now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_INTERVAL_MS = 5 * 60 * 1000;
const DEFAULT_TIMEOUT_MS = 60 * 1000;

/** Fetches repositories and keeps fetching; waits only for those of which there is no copy from an earlier run. */
export async function startGitKnowledge(options: GitKnowledgeOptions): Promise<GitKnowledge> {
  const {
    addresses,
    cacheFolder,
    env,
    onFault,
    intervalMs = DEFAULT_INTERVAL_MS,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  } = options;
  const copies = await Promise.all(
    addresses.map(async (address) => ({
      address,
      copy: await createGitCopy({
        address,
        cacheFolder,
        env,
        timeoutMs,
        credentials: options.credentialsOf?.(address.url),
      }),
    })),
  );
  const faults = new Map<string, PageFault>();
  const underWay = new Map<string, Promise<void>>();
  let isClosed = false;

  async function fetchOne({ address, copy }: (typeof copies)[number]): Promise<void> {
    const shown = withoutSecrets(address.url);
    try {
      await copy.fetch();
      faults.delete(copy.folder);
      await options.onFetched?.(copy);
    } catch (error) {
      const kept = (await copy.hasCopy()) ? 'the last good copy stays in use' : 'there is no copy of it yet';
      const found = createPageFaults(shown);
      found.error(
        PAGE_START,
        `repository cannot be fetched: ${reasonOf(error)}; ${kept}`,
        'Check the address, the branch and the right to read it: git ls-remote ADDRESS',
      );
      const [fault] = found.list;
      const before = faults.get(copy.folder);
      if (fault === undefined) return;
      faults.set(copy.folder, fault);
      if (before?.message !== fault.message) onFault?.(fault);
    }
  }

  /** One fetch of a repository at a time: two in one folder would get into each other's way. */
  function fetchOnce(item: (typeof copies)[number]): Promise<void> {
    const running =
      underWay.get(item.copy.folder) ?? fetchOne(item).finally(() => underWay.delete(item.copy.folder));
    underWay.set(item.copy.folder, running);
    return running;
  }

  const refresh = async (): Promise<void> => {
    if (!isClosed) await Promise.all(copies.map(fetchOnce));
  };

  await Promise.all(copies.map(async (item) => ((await item.copy.hasCopy()) ? undefined : fetchOnce(item))));
  const timer = setInterval(() => void refresh(), intervalMs).unref();
  void refresh();

  return {
    folders: copies.map(({ copy }) => copy.folder),
    copies: copies.map(({ copy }) => copy),
    faults: () => [...faults.values()],
    refresh,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
