import { mkdir, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PageFault } from '../entry.ts';
import { createPageFaults, PAGE_START } from '../page-faults.ts';
import { walkFolder } from '../walk-folder.ts';
import { ASIDE, settlePending } from './pending-page.ts';

/** Pages on their way to a repository, and the folder of its copy. */
export interface PendingFolder {
  readonly folder: string;
  readonly copy: string;
}

/** Compares all pending pages with the repository's, and gives those that are aside. Makes the folder. */
export async function settleFolder({ folder, copy }: PendingFolder): Promise<readonly PageFault[]> {
  await mkdir(folder, { recursive: true });
  const { files } = await walkFolder(folder, folder);
  for (const { relativePath } of files) await settlePending(folder, relativePath, copy);
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(ASIDE))
    .sort()
    .flatMap((name) => asideFault(folder, name));
}

function asideFault(folder: string, name: string): readonly PageFault[] {
  const path = name.replace(/(?:\.\d+)?\.aside$/, '').replaceAll(sep, '/');
  const faults = createPageFaults(join(folder, name));
  faults.warning(
    PAGE_START,
    `the repository has another version of ${path} than the one that was saved here; the repository's is in use`,
    'Put into the page of the repository what it lacks, then delete this file.',
  );
  return faults.list;
}
