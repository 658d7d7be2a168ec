import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { systemCode } from '../error-reason.ts';
import { changedMeanwhile, putBack, replacePage } from './change-page.ts';
import { removePage, unwritable, writePage } from './page-file.ts';

/*
 * A page that is on its way to a repository is in use from a folder of its own, in place of the repository's. Beside it
 * stands what it takes the place of: what the repository may say without somebody else having changed the page there.
 */

/** Texts of the repository's page, the oldest first; null where it has none. */
const REPLACED = z.array(z.string().nullable());

export interface PendingChange {
  /** What the page said, here or in the repository; undefined where it is new. */
  readonly before: string | undefined;
  readonly text: string;
}

/**
 * Writes a page that the repository does not say yet. `copy` is the folder of the repository's pages. Of callers in one
 * process, let one run at a time.
 * @throws PasteurError PAGE_TAKEN, PAGE_CHANGED or PAGE_UNWRITABLE; then the page is as it was.
 */
export async function writePending(
  folder: string,
  path: string,
  { copy, before, text }: PendingChange & { readonly copy: string },
): Promise<void> {
  const pending = await textOf(join(folder, path));
  if (before !== undefined && pending === before) {
    await writeReplaced(folder, path, [...(await readReplaced(folder, path)), before]);
    await replacePage(folder, path, { before, text });
    return;
  }
  if (before !== undefined && (pending !== undefined || (await textOf(join(copy, path))) !== before)) {
    throw changedMeanwhile(path, 'was changed meanwhile');
  }
  if (pending === undefined) {
    // Made with its folder; the page itself comes last.
    await writePage(folder, placeOf(path), JSON.stringify([before ?? null])).catch(dropTaken);
    await writeReplaced(folder, path, [before ?? null]);
  }
  await writePage(folder, path, text);
}

/** Takes back what `writePending` wrote, unless it was changed since. */
export async function takeBackPending(
  folder: string,
  path: string,
  { before, text }: PendingChange,
): Promise<'done' | 'changed' | 'gone'> {
  const [first] = await readReplaced(folder, path);
  if ((before ?? null) === first) {
    const outcome = await removePage(folder, path, text);
    if (outcome === 'done') await rm(join(folder, placeOf(path)), { force: true });
    return outcome;
  }
  if (before === undefined || (await textOf(join(folder, path))) === undefined) return 'gone';
  return putBack(folder, path, { before, text });
}

/**
 * Compares a pending page with what the repository says by now. One that it says too is dropped, and one of which it has
 * another version is put aside: the repository's is in use then, and no text is lost.
 */
export async function settlePending(folder: string, path: string, copy: string): Promise<void> {
  const file = join(folder, path);
  const own = await textOf(file);
  if (own === undefined) return;
  const repository = await textOf(join(copy, path));
  if (repository !== undefined && isSame(own, repository)) {
    await rm(file);
    await rm(join(folder, placeOf(path)), { force: true });
    return;
  }
  const replaced = await readReplaced(folder, path);
  if (replaced.some((text) => isSame(text ?? '', repository ?? ''))) return;
  await rename(file, await freeName(file));
  await rm(join(folder, placeOf(path)), { force: true });
}

/** How the files of pages that were put aside end. */
export const ASIDE = '.aside';

async function freeName(file: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${file}${number === 1 ? '' : `.${number}`}${ASIDE}`;
    if ((await stat(name).catch(() => undefined)) === undefined) return name;
  }
}

async function readReplaced(folder: string, path: string): Promise<z.output<typeof REPLACED>> {
  const text = await textOf(join(folder, placeOf(path)));
  return text === undefined ? [null] : REPLACED.parse(JSON.parse(text));
}

async function writeReplaced(
  folder: string,
  path: string,
  replaced: z.output<typeof REPLACED>,
): Promise<void> {
  const file = join(folder, placeOf(path));
  const half = `${file}.${randomUUID()}.half`;
  try {
    await writeFile(half, JSON.stringify(replaced), { flush: true });
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw unwritable(`${path} cannot be changed`, error);
  }
}

/** Where it stands what a page takes the place of; hidden, so that it is no page. */
function placeOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.before`);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function dropTaken(error: unknown): void {
  if (!(error instanceof PasteurError && error.code === ERROR_CODES.pageTaken)) throw error;
}

/** Editors and servers change ends of lines. */
function isSame(left: string, right: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(left) === plain(right);
}
