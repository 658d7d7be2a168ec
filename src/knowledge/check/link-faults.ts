import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PageReport } from '../load-knowledge.ts';
import type { PageFaults } from '../page-faults.ts';

/** What a link may leave out: site generators add it. */
const ENDINGS = ['', '.md', '/index.md', '/_index.md', '/README.md', '.mdx'];

/** Names links to files that do not exist: an error on a page of ours, a warning on others, which a site may rewrite. */
export async function reportDeadLinks(
  pages: readonly PageReport[],
  faultsOf: (page: string) => PageFaults,
): Promise<void> {
  const known = new Map<string, Promise<boolean>>();
  const exists = (path: string): Promise<boolean> => {
    const found = known.get(path) ?? firstThatExists(path);
    known.set(path, found);
    return found;
  };
  for (const page of pages) {
    for (const { target, line, column } of page.links) {
      const path = join(dirname(page.path), decode(target)).replace(/[\\/]+$/, '');
      if (await exists(path)) continue;
      const faults = faultsOf(page.page);
      const report = page.isOurs ? faults.error : faults.warning;
      report(
        { line, column },
        `link leads to ${target}, and no such file exists`,
        'Correct the path, which starts from this page, or delete the link.',
      );
    }
  }
}

async function firstThatExists(path: string): Promise<boolean> {
  for (const ending of ENDINGS) {
    try {
      await access(`${path}${ending}`);
      return true;
    } catch {
      // Not there; the next ending may be.
    }
  }
  return false;
}

function decode(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}
