import { randomUUID } from 'node:crypto';
import { access, constants, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { reasonOf, systemCode } from '../error-reason.ts';

/**
 * Writes a new page; a file that is there is never overwritten, and no reader sees half of one.
 * @throws PasteurError PAGE_TAKEN when there is such a page, PAGE_UNWRITABLE when the folder or the disk refuses.
 */
export async function writePage(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  const half = join(dirname(file), `.${randomUUID()}.half`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(half, text, { flush: true });
    // Unlike a rename, a link fails where the name is taken.
    await link(half, file);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      throw new PasteurError(
        ERROR_CODES.pageTaken,
        `There is already a page ${path}; nothing was overwritten. Look at that page, or take another title.`,
        { cause: error },
      );
    }
    throw unwritable(`${path} cannot be written to ${folder}`, error);
  } finally {
    await rm(half, { force: true });
  }
}

/** Deletes a page that still says what was written; `changed` leaves it to whoever changed it. */
export async function removePage(
  folder: string,
  path: string,
  text: string,
): Promise<'done' | 'changed' | 'gone'> {
  const file = join(folder, path);
  try {
    if ((await readFile(file, 'utf8')) !== text) return 'changed';
    await rm(file);
    return 'done';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'gone';
    throw unwritable(`${path} cannot be deleted`, error);
  }
}

/**
 * The first folder that takes a file; the last may still have to be made.
 * @throws PasteurError PAGE_UNWRITABLE when none does.
 */
export async function firstWritable(folders: readonly string[]): Promise<string> {
  const refusals: string[] = [];
  for (const folder of folders) {
    try {
      if (folder === folders.at(-1)) await mkdir(folder, { recursive: true });
      if (!(await stat(folder)).isDirectory()) continue;
      await access(folder, constants.W_OK);
      return folder;
    } catch (error) {
      refusals.push(`${folder}: ${whyNot(error)}`);
    }
  }
  throw new PasteurError(
    ERROR_CODES.pageUnwritable,
    `no knowledge folder can be written to (${refusals.join('; ')})`,
  );
}

/** An error of the file system, with what to do about it. */
export function unwritable(what: string, error: unknown): PasteurError {
  return new PasteurError(ERROR_CODES.pageUnwritable, `${what}: ${whyNot(error)}`, { cause: error });
}

function whyNot(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Make room and save again.';
    case 'EROFS':
      return 'it is read-only. Give Pasteur a folder that it may write to (PASTEUR_DATA).';
    case 'EACCES':
    case 'EPERM':
      return 'Pasteur may not write there. Give its user the right to.';
    default:
      return reasonOf(error);
  }
}
