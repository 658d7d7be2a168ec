import { readFile, realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { systemCode } from '../error-reason.ts';

/** A folder with pages, and whose it is. */
export interface PagePlace {
  readonly folder: string;
  /** `folder` is the team's own, `common` that of several workspaces, `repository` a copy of one, `bundled` ships with Pasteur. */
  readonly kind: 'folder' | 'common' | 'repository' | 'bundled';
  /** Of a repository that takes changes: folder of the pages that are on their way to it. */
  readonly pending?: string | undefined;
}

/** A page as it stands, to be changed. */
export interface StandingPage extends PagePlace {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Why Pasteur cannot change it, and where it can be changed; undefined where it can. */
  readonly obstacle: string | undefined;
}

/** Reads a page that was loaded from one of the places; undefined when it is gone. */
export async function readStanding(
  file: string,
  places: readonly PagePlace[],
): Promise<Omit<StandingPage, 'obstacle'> | undefined> {
  const pending = places.flatMap((place) =>
    place.pending === undefined ? [] : [{ ...place, folder: place.pending }],
  );
  for (const place of [...pending, ...places]) {
    try {
      // Pages are loaded from where a folder really is.
      const path = relative(await realpath(place.folder), file);
      if (path === '' || path.split(sep)[0] === '..') continue;
      return { ...place, path: path.replaceAll(sep, '/'), text: await readFile(file, 'utf8') };
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
  return undefined;
}
