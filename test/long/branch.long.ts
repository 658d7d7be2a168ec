import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGitAddress } from '../../src/knowledge/git-address.ts';
import { createGitCopy, type GitCopy } from '../../src/knowledge/git-copy.ts';
import {
  type BranchChange,
  defaultBranch,
  deleteBranch,
  pushBranch,
  tryPush,
} from '../../src/knowledge/propose/branch.ts';
import { PushRefused } from '../../src/knowledge/propose/push-refused.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const CHANGE: BranchChange = {
  branch: 'pasteur/billing-ledger-1a2b3c4d',
  folder: 'docs',
  path: 'billing/ledger.md',
  text: '# Ledger\n',
  before: undefined,
  message: 'Add billing/ledger\n',
  author: 'Anna <root@evil>',
  at: new Date('2026-11-21T12:00:00Z'),
};

let folder: string;
let server: GitServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-branch-'));
  server = await startGitServer(folder);
  await server.create('runbooks', { 'docs/old.md': '# Old\n', 'README.md': 'x' });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function copyOf(
  url = server.urlOf('runbooks'),
  env = {},
  cacheFolder = join(folder, 'copies'),
): Promise<GitCopy> {
  const address = parseGitAddress(`${url}#main:docs`);
  if (address === undefined) throw new Error(`not a git address: ${url}`);
  return createGitCopy({
    address,
    cacheFolder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    timeoutMs: 30_000,
  });
}

async function refusal(pushed: Promise<unknown>): Promise<PushRefused> {
  try {
    await pushed;
  } catch (error) {
    if (error instanceof PushRefused) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('pushBranch', () => {
  it('pushes one commit by the person on the newest base, and leaves the copy alone', async () => {
    const copy = await copyOf();
    await copy.fetch();
    await server.commit('runbooks', { 'docs/newer.md': '# Newer\n' });
    const pushed = await pushBranch(copy, CHANGE);
    expect(pushed.kind).toBe('pushed');
    expect(await server.git('runbooks', 'show', `${CHANGE.branch}:docs/billing/ledger.md`)).toBe('# Ledger');
    const shown = await server.git(
      'runbooks',
      'log',
      '--format=%an|%ae|%cn|%aI|%s|%P',
      `main..${CHANGE.branch}`,
    );
    const main = await server.git('runbooks', 'rev-parse', 'main');
    expect(shown).toBe(
      `Anna root@evil|noreply@pasteur.invalid|Pasteur|2026-11-21T12:00:00+00:00|Add billing/ledger|${main}`,
    );
    expect(await server.git('runbooks', 'diff', '--name-only', 'main', CHANGE.branch)).toBe(
      'docs/billing/ledger.md',
    );
    expect((await readdir(copy.folder)).sort()).toEqual(['newer.md', 'old.md']);
    expect((await readdir(join(copy.folder, '../.git'))).filter((name) => name.endsWith('.index'))).toEqual(
      [],
    );
  });

  it('is done once, however often it is cut off before or after the push', async () => {
    const copy = await copyOf();
    const first = await pushBranch(copy, CHANGE);
    await server.commit('runbooks', { 'docs/newer.md': '# Newer\n' });
    expect(await pushBranch(await copyOf(), CHANGE)).toEqual(first);
    expect(await server.branches('runbooks')).toEqual(['main', CHANGE.branch]);
  });

  it('changes a page that says what it said when it was read, and no other', async () => {
    const copy = await copyOf();
    const change = { ...CHANGE, path: 'old.md', before: '# Old\n', text: '# Old\n\nMore.\n' };
    await pushBranch(copy, change);
    await server.commit('runbooks', { 'docs/old.md': '# Other\n' });
    const other = { ...change, branch: 'pasteur/old-2' };
    expect(await refusal(pushBranch(copy, other))).toMatchObject({
      kind: 'conflict',
      message: 'the repository has another version of old.md by now',
    });
    const taken = await refusal(pushBranch(copy, { ...other, before: undefined }));
    expect(taken.message).toContain('has a page old.md of its own by now');
    const gone = await refusal(pushBranch(copy, { ...other, path: 'gone.md' }));
    expect(gone.message).toContain('has no page gone.md by now');
    expect(await pushBranch(copy, { ...other, text: '# Other\n' })).toMatchObject({ kind: 'held' });
    expect(await server.branches('runbooks')).toEqual(['main', change.branch]);
  });

  it('says what a hook said', async () => {
    await server.refuse('runbooks', 'error: GH006: Protected branch update failed.\nAsk ops.');
    const refused = await refusal(pushBranch(await copyOf(), CHANGE));
    expect(refused).toMatchObject({
      kind: 'rule',
      message: 'it refused the branch: error: GH006: Protected branch update failed. Ask ops.',
    });
  });

  it.each([
    ['a wrong password', 'pasteur:expired', 'pasteur:secret-password', 'credentials'],
    ['nobody who may write', '', null, 'right'],
  ])('says that it is for %s', async (_, given, wanted, kind) => {
    const copy = await copyOf();
    await copy.fetch();
    server.credentials = wanted;
    expect((await refusal(pushBranch(await copyOf(server.urlOf('runbooks', given)), CHANGE))).kind).toBe(
      kind,
    );
    const tried = await refusal(tryPush(await copyOf(server.urlOf('runbooks', given))));
    expect(tried.kind).toBe(kind);
  });

  it('says that the repository is gone, and tries again what may pass', async () => {
    const copy = await copyOf();
    await copy.fetch();
    server.fault = () => 404;
    expect((await refusal(pushBranch(copy, CHANGE))).kind).toBe('gone');
    server.fault = () => 503;
    await expect(pushBranch(copy, CHANGE)).rejects.not.toBeInstanceOf(PushRefused);
    server.fault = (request) => (request.method === 'POST' ? 502 : undefined);
    await expect(pushBranch(copy, CHANGE)).rejects.not.toBeInstanceOf(PushRefused);
    server.fault = undefined;
    expect((await pushBranch(copy, CHANGE)).kind).toBe('pushed');
    await server.close();
    await expect(pushBranch(copy, CHANGE)).rejects.toThrow(/Failed to connect|Couldn't connect/);
  });

  it('gets past a full disk once there is room', async () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) return;
    try {
      const copy = await copyOf(server.urlOf('runbooks'), {}, join(disk.folder, 'copies'));
      await copy.fetch();
      disk.fill();
      await expect(pushBranch(copy, CHANGE)).rejects.not.toBeInstanceOf(PushRefused);
      disk.makeRoom();
      expect((await pushBranch(copy, CHANGE)).kind).toBe('pushed');
    } finally {
      disk.remove();
    }
  });

  it('shows the password to no process list, no file of the copy and no error', async () => {
    const trace = join(folder, 'trace');
    const copy = await copyOf(server.urlOf('runbooks'), { GIT_TRACE: trace });
    await pushBranch(copy, CHANGE);
    await server.refuse('runbooks', 'no, secret-password');
    const refused = await refusal(pushBranch(copy, { ...CHANGE, branch: 'pasteur/x' }));
    const traced = await readFile(trace, 'utf8');
    expect(traced).toContain('git-remote-http');
    const config = await readFile(join(copy.folder, '../.git/config'), 'utf8');
    expect(JSON.stringify([traced, config, refused.message, refused.cause])).not.toContain('secret-password');
    expect(config).toContain('http://127.0.0.1');
  });
});

it('deletes its branch, but not one that somebody added to', async () => {
  const copy = await copyOf();
  const { commit } = await pushBranch(copy, CHANGE);
  expect(await deleteBranch(copy, CHANGE.branch, 'f'.repeat(40))).toBe(false);
  expect(await deleteBranch(copy, CHANGE.branch, commit)).toBe(true);
  expect(await deleteBranch(copy, CHANGE.branch, commit)).toBe(true);
  expect(await server.branches('runbooks')).toEqual(['main']);
  expect(await defaultBranch(copy)).toBe('main');
});

it('takes a password out of the copy that an earlier version left', async () => {
  const copy = await copyOf();
  await copy.fetch();
  const config = join(copy.folder, '../.git/config');
  const before = await readFile(config, 'utf8');
  await writeFile(config, before.replace('127.0.0.1', 'pasteur:secret-password@127.0.0.1'));
  await copy.fetch();
  expect(await readFile(config, 'utf8')).toBe(before);
});
