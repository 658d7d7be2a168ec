import { basename, dirname } from 'node:path';

/** Part of an id that a knowledge folder contributes: `nginx` for `knowledge/nginx`, nothing for most. */
export function idPrefix(folder: string): string {
  const parts: string[] = [];
  for (let path = folder; dirname(path) !== path; path = dirname(path)) {
    if (basename(path) === 'knowledge') return parts.join('/');
    parts.unshift(basename(path));
  }
  return '';
}

/** Id of the page at `relativePath` (parts joined by `/`) in a folder with that prefix. */
export function pageId(prefix: string, relativePath: string): string {
  const path = relativePath.replace(/\.(?:md|markdown|mdx)$/i, '');
  return prefix === '' ? path : `${prefix}/${path}`;
}

/** True for pages that tell about their folder rather than about a problem. */
export function isFolderPage(relativePath: string): boolean {
  return /(?:^|\/)(?:readme|index|_[^/]*)\.[a-z]+$/i.test(relativePath);
}
