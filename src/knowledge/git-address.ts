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

/** Name of the folder that keeps a copy: readable, another for another branch, the same with a renewed password. */
export function copyName(address: GitAddress): string {
  const { branch } = address;
  const { url } = splitCredentials(address.url);
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

/** Name and password, or token, with which a server is asked. */
export interface GitCredentials {
  readonly username: string;
  readonly password: string;
}

/** Takes the credentials out of an address, so that no process list and no file of a copy shows them. */
export function splitCredentials(url: string): {
  readonly url: string;
  readonly credentials: GitCredentials | undefined;
} {
  const [, scheme = '', username = '', password = '', rest = ''] =
    /^(https?:\/\/)([^\s/@:]*):?([^\s/@]*)@(.*)$/.exec(url) ?? [];
  if (scheme === '') return { url, credentials: undefined };
  return {
    url: `${scheme}${rest}`,
    credentials: { username: decoded(username), password: decoded(password) },
  };
}

/** How an address is written in settings, without its credentials: the name of the repository for people and for jobs. */
export function repositoryName({ url, branch, folder }: GitAddress): string {
  const place = [branch ?? '', ...(folder === '' ? [] : [folder])].join(':');
  return `${withoutSecrets(splitCredentials(url).url)}${place === '' ? '' : `#${place}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A password with a % of its own.
    return text;
  }
}

/** The address without the password or token that it may hold. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]+@/g, '$1…@');
}
