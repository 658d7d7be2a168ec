import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../error-reason.ts';
import type { GitAddress } from '../git-address.ts';
import type { GitCopy } from '../git-copy.ts';
import type { PullRequests } from './github.ts';

/** A repository of pages that takes further ones as branches. */
export interface Repository {
  /** Its address as settings write it, without credentials. */
  readonly name: string;
  readonly address: GitAddress;
  readonly copy: GitCopy;
  /** Where its pages are read: the copy, or a folder that people keep as its work tree. */
  readonly pages: string;
  /** Folder of the pages that are on their way to it. */
  readonly pending: string;
  /** Where it is on a GitHub; undefined elsewhere. */
  readonly gitHub:
    | {
        /** `owner/name`. */
        readonly name: string;
        readonly apiUrl: string;
        /** Undefined where there is no token. */
        readonly pulls: PullRequests | undefined;
      }
    | undefined;
  /** Fetches it, settles what is pending, and has both used. */
  refresh(): Promise<void>;
}

/** A short name for people: `acme/runbooks` of any server. */
export function shortName({ name, gitHub }: Repository): string {
  return gitHub?.name ?? /([^/:]+\/[^/:]+?)(?:\.git)?\/?(?:#.*)?$/.exec(name)?.[1] ?? name;
}

/** Whether the fetched repository says what a proposal says. */
export async function hasTakenIn(
  { copy }: Repository,
  { path, text }: { readonly path: string; readonly text: string },
): Promise<boolean> {
  try {
    const held = await readFile(join(copy.folder, path), 'utf8');
    return held.replaceAll('\r\n', '\n').trimEnd() === text.replaceAll('\r\n', '\n').trimEnd();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
