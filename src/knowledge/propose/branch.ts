import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { CopyGit, GitCopy } from '../git-copy.ts';
import { PushRefused, refusedBy } from './push-refused.ts';

/** A page as a branch of its own is to have it. */
export interface BranchChange {
  readonly branch: string;
  /** Folder of the repository that holds the pages; empty for all of it. */
  readonly folder: string;
  /** Of the page below that folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What the page must say in the repository; undefined where it must not be there. */
  readonly before: string | undefined;
  readonly message: string;
  /** Name of the person; the commit is by them, made by Pasteur. */
  readonly author: string;
  readonly at: Date;
}

/** `held`: the repository says it already, so there is nothing to push. */
export interface Pushed {
  readonly kind: 'pushed' | 'held';
  readonly commit: string;
}

const EMAIL = 'noreply@pasteur.invalid';

/**
 * Pushes a page as one commit on the newest base. The files of the copy are left alone. A branch of this name that is
 * there already is taken for the one of an earlier run that was cut off.
 * @throws PushRefused when only a person can help; anything else may be tried again.
 */
export async function pushBranch(copy: GitCopy, change: BranchChange): Promise<Pushed> {
  const path = posix.join(change.folder, change.path);
  return copy.use(async (git) => {
    try {
      await git.fetch();
      const base = (await git.run(['rev-parse', 'HEAD'])).trim();
      const there = await findBranch(git, copy.url, change.branch);
      if (there !== undefined) return { kind: 'pushed', commit: there };
      const held = await readFile(git, path);
      if (held === change.text) return { kind: 'held', commit: base };
      if (held !== change.before) throw meanwhile(change, held);
      const commit = await commitOn(git, base, path, change);
      await git.run(['push', '--porcelain', '--', copy.url, `${commit}:refs/heads/${change.branch}`]);
      return { kind: 'pushed', commit };
    } catch (error) {
      throw refusedBy(error) ?? error;
    }
  });
}

/**
 * Deletes a branch that nobody added to; one that is gone is no fault. Gives whether it is gone.
 * @param commit undefined where nobody wrote down what was pushed: then it was pushed last.
 */
export async function deleteBranch(
  copy: GitCopy,
  branch: string,
  commit: string | undefined,
): Promise<boolean> {
  return copy.use(async (git) => {
    try {
      const there = await findBranch(git, copy.url, branch);
      if (there === undefined) return true;
      if (commit !== undefined && there !== commit) return false;
      const lease = `--force-with-lease=refs/heads/${branch}:${there}`;
      await git.run(['push', '--porcelain', lease, '--', copy.url, `:refs/heads/${branch}`]);
      return true;
    } catch (error) {
      throw refusedBy(error) ?? error;
    }
  });
}

/** The branch that a repository calls its own where its address names none. */
export async function defaultBranch(copy: GitCopy): Promise<string> {
  const listed = await copy.use((git) => git.run(['ls-remote', '--symref', '--', copy.url, 'HEAD']));
  const name = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed)?.[1];
  if (name === undefined) throw new Error(`the repository ${copy.url} names no branch as its own`);
  return name;
}

/** Asks the server whether it would take a branch, and sends none. */
export async function tryPush(copy: GitCopy): Promise<void> {
  await copy.use(async (git) => {
    try {
      await git.fetch();
      await git.run(['push', '--dry-run', '--porcelain', '--', copy.url, 'HEAD:refs/heads/pasteur/doctor']);
    } catch (error) {
      throw refusedBy(error) ?? error;
    }
  });
}

async function findBranch(git: CopyGit, url: string, branch: string): Promise<string | undefined> {
  const listed = await git.run(['ls-remote', '--', url, `refs/heads/${branch}`]);
  return /^([0-9a-f]{40,64})\t/m.exec(listed)?.[1];
}

/** What a file says in the newest commit of the copy. */
async function readFile(git: CopyGit, path: string): Promise<string | undefined> {
  const [entry] = (await git.run(['ls-tree', '-z', 'HEAD', '--', path])).split('\0');
  const [, blob] = /^100\d{3} blob ([0-9a-f]+)\t/.exec(entry ?? '') ?? [];
  return blob === undefined ? undefined : git.run(['cat-file', 'blob', blob]);
}

async function commitOn(git: CopyGit, base: string, path: string, change: BranchChange): Promise<string> {
  const blob = (await git.run(['hash-object', '-w', '--stdin'], { input: change.text })).trim();
  const root = (await git.run(['rev-parse', '--absolute-git-dir'])).trim();
  // Not the copy's own index, which a fetch goes by.
  const index = { GIT_INDEX_FILE: join(root, `pasteur-${randomUUID()}.index`) };
  try {
    await git.run(['read-tree', base], { env: index });
    await git.run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { env: index });
    const tree = (await git.run(['write-tree'], { env: index })).trim();
    return (
      await git.run(['commit-tree', tree, '-p', base, '-F', '-'], {
        env: identity(change),
        input: change.message,
      })
    ).trim();
  } finally {
    await rm(index.GIT_INDEX_FILE, { force: true });
  }
}

function identity({ author, at }: BranchChange): Readonly<Record<string, string>> {
  const date = at.toISOString();
  // The signs with which git marks off an address; a name of nothing else is none.
  const name = author.replaceAll(/[<>\p{Cc}]/gu, '').trim();
  return {
    GIT_AUTHOR_NAME: /[\p{L}\p{N}]/u.test(name) ? name : 'Somebody',
    GIT_AUTHOR_EMAIL: EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Pasteur',
    GIT_COMMITTER_EMAIL: EMAIL,
    GIT_COMMITTER_DATE: date,
  };
}

function meanwhile({ path, before }: BranchChange, held: string | undefined): PushRefused {
  if (before === undefined) {
    const cure = 'Look at both, and put into that one what it lacks.';
    return new PushRefused('conflict', `the repository has a page ${path} of its own by now`, cure);
  }
  const what = held === undefined ? 'has no page' : 'has another version of';
  const cure = 'Look at it there, and change it again from here if it still needs to be.';
  return new PushRefused('conflict', `the repository ${what} ${path} by now`, cure);
}
