import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { systemCode } from '../error-reason.ts';
import { unwritable } from './page-file.ts';

/**
 * Puts a text in place of another; no reader sees half of one. Of callers in one process, let one run at a time.
 * @throws PasteurError PAGE_CHANGED when the page says something else than `before`, or is gone; PAGE_UNWRITABLE when
 * the folder or the disk refuses. Then nothing was written.
 */
export async function replacePage(
  folder: string,
  path: string,
  { before, text }: { readonly before: string; readonly text: string },
): Promise<void> {
  const file = join(folder, path);
  const half = join(dirname(file), `.${randomUUID()}.half`);
  try {
    const { mode } = await stat(file);
    await writeFile(half, text, { flush: true, mode });
    // Looked at last, so that what somebody writes meanwhile is seen.
    if ((await readFile(file, 'utf8')) !== before) throw changedMeanwhile(path, 'was changed meanwhile');
    await rename(half, file);
  } catch (error) {
    if (error instanceof PasteurError) throw error;
    if (systemCode(error) === 'ENOENT') throw changedMeanwhile(path, 'is gone', error);
    throw unwritable(`${path} cannot be changed`, error);
  } finally {
    await rm(half, { force: true });
  }
}

/** Gives a page that was changed its text of before back, unless somebody changed it since. */
export async function putBack(
  folder: string,
  path: string,
  { before, text }: { readonly before: string; readonly text: string },
): Promise<'done' | 'changed'> {
  try {
    await replacePage(folder, path, { before: text, text: before });
    return 'done';
  } catch (error) {
    if (error instanceof PasteurError && error.code === ERROR_CODES.pageChanged) return 'changed';
    throw error;
  }
}

/** The error about a page that is not what it was when it was read. */
export function changedMeanwhile(path: string, what: string, cause?: unknown): PasteurError {
  const message = `${path} ${what}; nothing was overwritten. Look at it again, then repeat what you wanted.`;
  return new PasteurError(ERROR_CODES.pageChanged, message, cause === undefined ? {} : { cause });
}
