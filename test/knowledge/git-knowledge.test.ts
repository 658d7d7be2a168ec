import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PageFault } from '../../src/knowledge/entry.ts';
import { copyName, parseGitAddress, withoutSecrets } from '../../src/knowledge/git-address.ts';
import { type GitKnowledge, startGitKnowledge } from '../../src/knowledge/git-knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts';

const PAGE = '---\ntitle: T\nrules: ["out of memory"]\n---\n## Steps\n- s\n';
let folder: string;
let running: GitKnowledge[] = [];

async function git(...args: readonly string[]): Promise<void> {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  await promisify(execFile)('git', [...identity, '-C', join(folder, 'origin'), ...args]);
}
async function commit(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, 'origin', path)), { recursive: true });
  await writeFile(join(folder, 'origin', path), content);
  await git('add', '-A');
  await git('commit', '-q', '-m', 'x');
}
async function start(written: string, timeoutMs = 30_000) {
  const address = parseGitAddress(written);
  if (address === undefined) throw new Error(`not a git address: ${written}`);
  const faults: PageFault[] = [];
  const knowledge = await startGitKnowledge({
    addresses: [address],
    cacheFolder: join(folder, 'copies'),
    env: { PATH: process.env.PATH, HOME: folder },
    intervalMs: 3_600_000,
    timeoutMs,
    onFault: (fault) => faults.push(fault),
  });
  running.push(knowledge);
  const ids = async () => (await loadKnowledge(knowledge.folders)).entries.map(({ id }) => id);
  return { knowledge, faults, ids };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-git-'));
  await mkdir(join(folder, 'origin'));
  await git('init', '-q');
  await commit('a/one.md', PAGE);
});
afterEach(async () => {
  await Promise.all(running.map((knowledge) => knowledge.close()));
  running = [];
  await rm(folder, { recursive: true });
});

describe('startGitKnowledge', () => {
  it('copies a repository and brings its changes in', async () => {
    const { knowledge, ids } = await start(`file://${folder}/origin`);
    expect(await ids()).toEqual(['a/one']);
    await commit('b/two.md', PAGE.replace('memory', 'disk'));
    await git('rm', '-q', 'a/one.md');
    await git('commit', '-q', '-m', 'x');
    await knowledge.refresh();
    expect(await ids()).toEqual(['b/two']);
  });

  it('takes one folder of one branch', async () => {
    await git('checkout', '-q', '-b', 'docs');
    await commit('runbooks/x/three.md', PAGE);
    await git('checkout', '-q', 'main');
    expect(await (await start(`file://${folder}/origin#docs:runbooks`)).ids()).toEqual(['x/three']);
  });

  it('keeps the last good copy when the repository vanishes, and says so once', async () => {
    const { knowledge, faults, ids } = await start(`file://${folder}/origin`);
    await knowledge.refresh();
    await rename(join(folder, 'origin'), join(folder, 'moved'));
    await knowledge.refresh();
    await knowledge.refresh();
    expect(await ids()).toEqual(['a/one']);
    expect(faults).toMatchObject([
      {
        page: `file://${folder}/origin`,
        message: expect.stringMatching(
          /^repository cannot be fetched: fatal: .*; the last good copy stays in use$/,
        ),
      },
    ]);
    await rename(join(folder, 'moved'), join(folder, 'origin'));
    await knowledge.refresh();
    expect(knowledge.faults()).toEqual([]);
  });

  it('starts without a repository that is not there, and takes it up when it is', async () => {
    const { knowledge, faults, ids } = await start(`file://${folder}/later`);
    expect(await ids()).toEqual([]);
    expect(faults).toMatchObject([{ message: expect.stringContaining('there is no copy of it yet') }]);
    await rename(join(folder, 'origin'), join(folder, 'later'));
    await knowledge.refresh();
    expect(await ids()).toEqual(['a/one']);
  });

  it('gives up on an address that does not answer', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { faults } = await start(`git://127.0.0.1:${port}/x.git`, 300);
    server.close();
    expect(faults).toMatchObject([{ message: expect.stringContaining('git did not answer within 0 s') }]);
  });

  it('gets past the lock that a killed git left behind', async () => {
    const { knowledge, ids } = await start(`file://${folder}/origin`);
    await knowledge.refresh();
    await writeFile(join(knowledge.folders[0] ?? '', '.git/index.lock'), '');
    await commit('b/two.md', PAGE.replace('memory', 'disk'));
    await knowledge.refresh();
    expect([await ids(), knowledge.faults()]).toEqual([['a/one', 'b/two'], []]);
  });

  it('runs no hook of a repository', async () => {
    const { knowledge } = await start(`file://${folder}/origin`);
    const hook = join(knowledge.folders[0] ?? '', '.git/hooks/post-checkout');
    await writeFile(hook, `#!/bin/sh\ntouch ${folder}/ran\n`, { mode: 0o755 });
    await commit('b/two.md', PAGE);
    await knowledge.refresh();
    await expect(readFile(join(folder, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('parseGitAddress', () => {
  it.each([
    [
      'https://example.com/org/runbooks.git',
      { url: 'https://example.com/org/runbooks.git', branch: undefined, folder: '' },
    ],
    [
      'git@example.com:org/runbooks#main:docs/',
      { url: 'git@example.com:org/runbooks', branch: 'main', folder: 'docs' },
    ],
    ['./knowledge', undefined],
    ['/srv/runbooks.git', undefined],
    ['--upload-pack=x', undefined],
    ['https://example.com/x#main:../../etc', undefined],
  ])('reads %s', (written, address) => {
    expect(parseGitAddress(written)).toEqual(address);
  });

  it('never shows a password, and keeps branches apart', () => {
    expect(withoutSecrets('fatal: https://user:secret@example.com/x gone')).toBe(
      'fatal: https://…@example.com/x gone',
    );
    const names = ['https://e.com/o/r.git', 'https://e.com/o/r.git#b'].map((written) =>
      copyName(parseGitAddress(written) ?? { url: '', branch: '', folder: '' }),
    );
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^r-[0-9a-f]{12}$/);
  });
});
