import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { PageFault } from './entry.ts';
import { reasonOf, systemCode } from './error-reason.ts';
import { createPageFaults, PAGE_START } from './page-faults.ts';

/** A Markdown file of a knowledge folder. */
export interface PageFile {
  /** Where to read it. */
  readonly path: string;
  /** Its path from the folder, parts joined by `/`. */
  readonly relativePath: string;
  readonly sizeBytes: number;
  /** Changes whenever the file does. */
  readonly version: string;
}

export interface FolderListing {
  /** In the order of their relative paths. */
  readonly files: readonly PageFile[];
  /** The folders that were walked: a change in one of them may change the list. */
  readonly folders: readonly string[];
  readonly faults: readonly PageFault[];
}

const IS_PAGE = /\.(?:md|markdown|mdx)$/i;
const IS_SKIPPED_FOLDER = /^(?:\..*|node_modules)$/;

/**
 * Lists the Markdown files below `folder`, which messages call `shownAs`.
 * Links are followed only inside the folder (Kubernetes mounts a ConfigMap as links); one that leaves it is a fault.
 */
export async function walkFolder(folder: string, shownAs: string): Promise<FolderListing> {
  const root = await realpath(folder);
  const files: PageFile[] = [];
  const faults: PageFault[] = [];
  const walked = new Set<string>();

  const report = (path: string, message: string, cure: string): void => {
    const found = createPageFaults(`${shownAs}/${path}`);
    found.error(PAGE_START, message, cure);
    faults.push(...found.list);
  };

  async function visitFolder(path: string, relativePath: string): Promise<void> {
    if (walked.has(path)) return;
    walked.add(path);
    let children: Dirent[];
    try {
      children = await readdir(path, { withFileTypes: true });
    } catch (error) {
      report(
        relativePath,
        `folder cannot be read: ${reasonOf(error)}`,
        'Give the user that runs Pasteur the right to read it.',
      );
      return;
    }
    const files: Promise<void>[] = [];
    for (const child of children.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const childPath = join(path, child.name);
      const childRelative = relativePath === '' ? child.name : `${relativePath}/${child.name}`;
      if (child.isSymbolicLink()) await visitLink(childPath, childRelative);
      else if (child.isDirectory() && !IS_SKIPPED_FOLDER.test(child.name))
        await visitFolder(childPath, childRelative);
      else if (child.isFile()) files.push(visitFile(childPath, childRelative));
    }
    await Promise.all(files);
  }

  async function visitFile(path: string, relativePath: string): Promise<void> {
    const name = basename(relativePath);
    if (!IS_PAGE.test(name) || name.startsWith('.')) return;
    try {
      files.push({ path, relativePath, ...(await fileState(path)) });
    } catch (error) {
      report(relativePath, `page cannot be read: ${reasonOf(error)}`, 'Restore it, or delete it for good.');
    }
  }

  async function visitLink(path: string, relativePath: string): Promise<void> {
    const name = basename(relativePath);
    if (name.startsWith('.')) return;
    let target: string;
    try {
      target = await realpath(path);
    } catch (error) {
      const isCyclic = systemCode(error) === 'ELOOP';
      const message = isCyclic
        ? 'symbolic link leads back to itself'
        : `symbolic link leads nowhere: ${reasonOf(error)}`;
      report(relativePath, message, 'Delete the link, or let it lead to a page of this folder.');
      return;
    }
    const isFolder = (await stat(target)).isDirectory();
    if (!isFolder && !IS_PAGE.test(name)) return;
    const inside = relative(root, target);
    if (inside === '..' || inside.startsWith(`..${sep}`)) {
      report(
        relativePath,
        'symbolic link leads out of the knowledge folder',
        'Copy what it leads to, or name that folder with --knowledge too.',
      );
    } else if (!isFolder) {
      await visitFile(target, relativePath);
    } else if (`${dirname(path)}${sep}`.startsWith(`${target}${sep}`)) {
      report(relativePath, 'symbolic link leads back to a folder around it', 'Delete the link.');
    } else if (inside.split(sep).some((part) => IS_SKIPPED_FOLDER.test(part))) {
      // What lies in plain sight is read where it lies; only hidden folders are reached by their link.
      await visitFolder(target, relativePath);
    }
  }

  await visitFolder(root, '');
  files.sort((left, right) => (left.relativePath < right.relativePath ? -1 : 1));
  return { files, folders: [...walked], faults };
}

/** Size and version of a file. */
export async function fileState(path: string): Promise<Pick<PageFile, 'sizeBytes' | 'version'>> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(path);
  return { sizeBytes: size, version: `${size}-${mtimeMs}-${ctimeMs}-${ino}` };
}
