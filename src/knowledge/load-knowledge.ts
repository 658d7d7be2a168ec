import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { Entry, Knowledge, PageFault } from './entry.ts';
import { reasonOf } from './error-reason.ts';
import { createPageFaults, PAGE_START } from './page-faults.ts';
import { idPrefix, isFolderPage, pageId } from './page-id.ts';
import { decodePage, sizeFault } from './page-text.ts';
import { type ParsedPage, parsePage } from './parse-page.ts';
import { bundledPages } from './prepared-pages.ts';
import { type PageFile, walkFolder } from './walk-folder.ts';

/** A page file with the names it has outside. */
export interface LocatedPage extends PageFile {
  readonly page: string;
  readonly id: string;
  /** On its way to a repository, and used in place of the repository's page of this id; default false. */
  readonly isPending?: boolean;
}

/** What `check` wants to know of a page beyond its entries. */
export interface PageReport extends Pick<ParsedPage, 'isOurs' | 'isBroken' | 'places' | 'links' | 'reason'> {
  readonly page: string;
  /** Where to read it. */
  readonly path: string;
  readonly entryIds: readonly string[];
}

export interface LoadedKnowledge extends Knowledge {
  readonly pages: readonly PageReport[];
}

export interface KnowledgeListing {
  /** In the order of the folders, then of their paths. */
  readonly pages: readonly LocatedPage[];
  /** Real paths of the folders that were walked. */
  readonly folders: readonly string[];
  readonly faults: readonly PageFault[];
}

/** More open files at once than this gain nothing. */
const READ_AT_ONCE = 32;

/** Reads the pages of all folders (a single page may stand in for a folder); broken pages are left out and named. */
export async function loadKnowledge(folders: string | readonly string[]): Promise<LoadedKnowledge> {
  const listing = await listKnowledge(folders);
  const parsed = await mapInBatches(listing.pages, readPage);
  return joinPages(listing, parsed);
}

/** Finds the pages of all folders without reading them. */
export async function listKnowledge(folders: string | readonly string[]): Promise<KnowledgeListing> {
  const pages: LocatedPage[] = [];
  const walked: string[] = [];
  const faults: PageFault[] = [];
  for (const folder of typeof folders === 'string' ? [folders] : folders) {
    const path = resolve(folder);
    const isFile = await isPageFile(folder, path);
    const base = isFile ? dirname(path) : path;
    const shownAs = shownPath(base);
    const listing = await walkFolder(base, shownAs);
    const prefix = idPrefix(base);
    walked.push(...listing.folders);
    faults.push(...(isFile ? [] : listing.faults));
    for (const file of listing.files) {
      if (isFile && file.relativePath !== basename(path)) continue;
      const page = shownAs === '.' ? file.relativePath : `${shownAs}/${file.relativePath}`;
      pages.push({ ...file, page, id: pageId(prefix, file.relativePath) });
    }
  }
  return { pages, folders: walked, faults };
}

/** Reads and parses one page; what cannot be read is a fault of it. */
export async function readPage(file: LocatedPage): Promise<ParsedPage> {
  const faults = createPageFaults(file.page);
  const isBroken = {
    entries: [],
    faults: faults.list,
    isBroken: true,
    isOurs: true,
    places: {},
    links: [],
    reason: undefined,
  };
  const tooBig = sizeFault(file.sizeBytes);
  if (tooBig !== undefined) {
    faults.error(PAGE_START, tooBig, 'Split it, or keep logs and dumps out of the knowledge folder.');
    return isBroken;
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
  } catch (error) {
    const reason = reasonOf(error);
    faults.error(
      PAGE_START,
      `page cannot be read: ${reason}`,
      'Give the user that runs Pasteur the right to read it.',
    );
    return isBroken;
  }
  const decoded = decodePage(bytes);
  if (!decoded.ok) {
    faults.error(decoded.at, decoded.message, decoded.cure);
    return isBroken;
  }
  const source = { page: file.page, id: file.id, text: decoded.text };
  const parsed = (await bundledPages())?.find(source) ?? parsePage(source);
  // A table of contents is no problem to solve; one with rules, or with steps for an alert, is meant as a page.
  const isPage =
    parsed.isOurs || parsed.entries.some(({ causes, steps }) => causes.length > 0 && steps.length > 0);
  if (isPage || !isFolderPage(file.relativePath)) return parsed;
  return { ...parsed, entries: [], faults: [], reason: 'it tells about its folder' };
}

/** Joins parsed pages (in the order of `listing.pages`): one entry an id, sorted by id. */
export function joinPages(
  listing: Pick<KnowledgeListing, 'pages' | 'faults'>,
  parsed: readonly ParsedPage[],
): LoadedKnowledge {
  const entries = new Map<string, Entry>();
  const faults: PageFault[] = [...listing.faults];
  const pages: PageReport[] = [];
  const pending = new Set(listing.pages.flatMap(({ id, isPending }) => (isPending === true ? [id] : [])));
  for (const [at, page] of parsed.entries()) {
    const file = listing.pages[at];
    if (file !== undefined && file.isPending !== true && pending.has(file.id)) continue;
    faults.push(...page.faults);
    if (file !== undefined) {
      const { isOurs, isBroken, places, links, reason } = page;
      const entryIds = page.entries.map(({ id }) => id);
      pages.push({ page: file.page, path: file.path, isOurs, isBroken, places, links, reason, entryIds });
    }
    for (const entry of page.entries) {
      const first = entries.get(entry.id);
      if (first === undefined) {
        entries.set(entry.id, entry);
        continue;
      }
      const found = createPageFaults(entry.page);
      found.error(
        { line: entry.line, column: 1 },
        `id \`${entry.id}\` is taken by ${first.page}, so this page is left out`,
        'Rename one of the two, or delete one.',
      );
      faults.push(...found.list);
    }
  }
  return {
    entries: [...entries.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    faults: faults.sort(byPlace),
    pages,
  };
}

/** Order of faults: by page, then by place. */
export function byPlace(left: PageFault, right: PageFault): number {
  if (left.page !== right.page) return left.page < right.page ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

async function isPageFile(folder: string, path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    throw new PasteurError(
      ERROR_CODES.knowledgeMissing,
      `knowledge folder "${folder}" cannot be read: expected a folder of Markdown pages. Create it, or name another with --knowledge or PASTEUR_KNOWLEDGE.`,
      { cause: error },
    );
  }
}

/** A path as a person in the working directory would write it, with `/` on every system. */
function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const isOutside = fromHere === '..' || fromHere.startsWith(`..${sep}`);
  return (isOutside ? path : fromHere || '.').replaceAll(sep, '/');
}

async function mapInBatches<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += READ_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + READ_AT_ONCE).map(map))));
  }
  return results;
}
