import { ERROR_CODES } from '../errors.ts';
import type { PageFault } from './entry.ts';
import { systemCode } from './error-reason.ts';
import {
  joinPages,
  type KnowledgeListing,
  type LoadedKnowledge,
  type LocatedPage,
  listKnowledge,
  readPage,
} from './load-knowledge.ts';
import { createPageFaults, PAGE_START } from './page-faults.ts';
import type { ParsedPage } from './parse-page.ts';
import { fileState } from './walk-folder.ts';

interface StoredPage {
  readonly file: LocatedPage;
  readonly parsed: ParsedPage;
  /** The entries of the last version that was not broken. */
  readonly good: ParsedPage['entries'];
}

/** Pages in memory, of which only the changed ones are read again. */
export interface PageStore {
  /** The knowledge as it is now: always whole, replaced and never changed. */
  current(): LoadedKnowledge;
  /** Real paths of all folders with pages. */
  folders(): readonly string[];
  /** Looks at all files and reads those that changed; true when the knowledge did. */
  sweep(): Promise<boolean>;
  /** Looks at these files only; undefined when that is not enough, as for new or deleted ones. */
  update(paths: ReadonlySet<string>): Promise<boolean | undefined>;
}

const READ_AT_ONCE = 32;

/**
 * Loads the folders; fails when one is missing now, but not when it goes missing later. `optional` names further folders
 * that may be missing at any time, such as one that is made with its first page; `pending` those of pages that are used
 * in place of others of their ids.
 */
export async function createPageStore(
  folders: string | readonly string[],
  optional: readonly string[] = [],
  pending: readonly string[] = [],
): Promise<PageStore> {
  const named = [...pending, ...(typeof folders === 'string' ? [folders] : folders), ...optional];
  const listings = new Map<string, KnowledgeListing>();
  let listing: KnowledgeListing = { pages: [], folders: [], faults: [] };
  let stored = new Map<string, StoredPage>();
  let current: LoadedKnowledge = { entries: [], faults: [], pages: [] };

  async function read(file: LocatedPage, before: StoredPage | undefined): Promise<StoredPage> {
    const parsed = await readPage(file);
    // A broken page is named, and its last good version stays in use.
    return { file, parsed, good: parsed.isBroken ? (before?.good ?? []) : parsed.entries };
  }

  function publish(faults: readonly PageFault[]): void {
    const pages = listing.pages.flatMap((file) => {
      const page = stored.get(file.path);
      return page === undefined ? [] : [{ file, parsed: { ...page.parsed, entries: page.good } }];
    });
    current = joinPages(
      { pages: pages.map(({ file }) => file), faults },
      pages.map(({ parsed }) => parsed),
    );
  }

  async function sweep(): Promise<boolean> {
    const found = joinListings(await Promise.all(named.map(list)));
    const pages = new Map<string, StoredPage>();
    const changed: LocatedPage[] = [];
    for (const file of found.pages) {
      const before = stored.get(file.path);
      if (before !== undefined && isSame(before.file, file)) pages.set(file.path, before);
      else changed.push(file);
    }
    const isSameList =
      sameFaults(found.faults, listing.faults) && found.pages.length === listing.pages.length;
    listing = found;
    if (changed.length === 0 && isSameList && pages.size === stored.size) return false;
    for (let start = 0; start < changed.length; start += READ_AT_ONCE) {
      const batch = changed.slice(start, start + READ_AT_ONCE);
      const fresh = await Promise.all(batch.map((file) => read(file, stored.get(file.path))));
      for (const page of fresh) pages.set(page.file.path, page);
    }
    stored = pages;
    publish(listing.faults);
    return true;
  }

  /** What a folder holds; one that went missing keeps what it held, for it may be a mount or a repository that comes back. */
  async function list(folder: string): Promise<KnowledgeListing> {
    const before = listings.get(folder);
    let reason = 'all pages are gone';
    if (pending.includes(folder)) return listPending(folder);
    try {
      const found = await listKnowledge(folder);
      // One page may have been taken back; that two went at once is a fault of the disk.
      if (found.pages.length > 0 || before === undefined || before.pages.length < 2) {
        listings.set(folder, found);
        return found;
      }
    } catch (error) {
      if (systemCode(error) !== ERROR_CODES.knowledgeMissing) throw error;
      if (before === undefined) {
        if (optional.includes(folder)) return { pages: [], folders: [], faults: [] };
        throw error;
      }
      reason = 'folder is gone';
    }
    const faults = createPageFaults(folder);
    faults.error(
      PAGE_START,
      `${reason}; what was read last stays in use`,
      'Bring it back, or restart without this folder.',
    );
    return { ...before, faults: faults.list };
  }

  async function update(paths: ReadonlySet<string>): Promise<boolean | undefined> {
    const changed: StoredPage[] = [];
    for (const path of paths) {
      const before = stored.get(path);
      if (before === undefined) return undefined;
      try {
        const file = { ...before.file, ...(await fileState(path)) };
        if (!isSame(before.file, file)) changed.push(await read(file, before));
      } catch {
        // Gone, perhaps renamed: the sweep finds out.
        return undefined;
      }
    }
    if (changed.length === 0) return false;
    for (const page of changed) stored.set(page.file.path, page);
    const renew = (file: LocatedPage): LocatedPage => stored.get(file.path)?.file ?? file;
    for (const [folder, found] of listings) listings.set(folder, { ...found, pages: found.pages.map(renew) });
    listing = { ...listing, pages: listing.pages.map(renew) };
    publish(listing.faults);
    return true;
  }

  await sweep();
  return { current: () => current, folders: () => listing.folders, sweep, update };
}

/** Pages go from this folder as the repository takes them in, all at once too. */
async function listPending(folder: string): Promise<KnowledgeListing> {
  try {
    const found = await listKnowledge(folder);
    return { ...found, pages: found.pages.map((page) => ({ ...page, isPending: true })) };
  } catch (error) {
    if (systemCode(error) !== ERROR_CODES.knowledgeMissing) throw error;
    return { pages: [], folders: [], faults: [] };
  }
}

function joinListings(listings: readonly KnowledgeListing[]): KnowledgeListing {
  return {
    pages: listings.flatMap(({ pages }) => pages),
    folders: listings.flatMap((listing) => listing.folders),
    faults: listings.flatMap(({ faults }) => faults),
  };
}

function isSame(left: LocatedPage, right: LocatedPage): boolean {
  return left.version === right.version && left.id === right.id && left.page === right.page;
}

function sameFaults(left: readonly PageFault[], right: readonly PageFault[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ page, message }, at) => page === right[at]?.page && message === right[at]?.message)
  );
}
