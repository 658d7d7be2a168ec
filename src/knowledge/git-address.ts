import { createHash } from 'node:crypto';

/** A git repository of pages, written `address`, `address#branch` or `address#branch:folder`. */
export interface GitAddress {
  readonly url: string;
  readonly branch: string | undefined;
  /** Folder of the repository that holds the pages; empty for all of it. */
  readonly folder: string;
}

/** Reads a git address; undefined for anything else, such as a local folder. */
export function parseGitAddress(written: string): GitAddress | undefined {
  const [, url = '', branch = '', folder = ''] =
    /^([^#]*)(?:#([^:]*)(?::(.*))?)?$/.exec(written.trim()) ?? [];
  const isGit = /^(?:https?|ssh|git|file):\/\/./.test(url) || /^[\w.-]+@[\w.-]+:./.test(url);
  if (!isGit || folder.split('/').includes('..')) return undefined;
  return { url, branch: branch === '' ? undefined : branch, folder: folder.replace(/^\/+|\/+$/g, '') };
}

/** Name of the folder that keeps a copy: readable, and another for another branch. */
export function copyName({ url, branch }: GitAddress): string {
  const name = url
    .replace(/\.git\/?$/, '')
    .replace(/^.*[/:]/, '')
    .replaceAll(/[^\w.-]/g, '_');
  const hash = createHash('sha256')
    .update(`${url}#${branch ?? ''}`)
    .digest('hex')
    .slice(0, 12);
  return `${name || 'repository'}-${hash}`;
}

/** The address without the password or token that it may hold. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]+@/g, '$1…@');
}
