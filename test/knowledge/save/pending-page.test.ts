import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeBackPending, writePending } from '../../../src/knowledge/save/pending-page.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const PATH = 'billing/ledger.md';

let copy: string;
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'pasteur-pending-'));
  await mkdir(join(copy, 'billing'));
  await writeFile(join(copy, PATH), 'one');
});
afterEach(() => rm(copy, { recursive: true }));

it.each([
  ['a new page', 'billing/new.md', undefined],
  ['a change', PATH, 'one'],
])('leaves nothing of %s on a full or read-only disk, and says so', async (_, path, before) => {
  const disk = mountSmallDisk(1);
  if (disk === undefined) return;
  try {
    const change = { copy, before, text: 'two' };
    disk.fill();
    const full = writePending(disk.folder, path, change);
    await expect(full).rejects.toMatchObject({
      code: 'PAGE_UNWRITABLE',
      message: expect.stringContaining('the disk is full'),
    });
    disk.makeRoom();
    execFileSync('mount', ['-o', 'remount,ro', disk.folder], { stdio: 'ignore' });
    const readOnly = writePending(disk.folder, path, change);
    await expect(readOnly).rejects.toMatchObject({
      code: 'PAGE_UNWRITABLE',
      message: expect.stringContaining('read-only'),
    });
    execFileSync('mount', ['-o', 'remount,rw', disk.folder], { stdio: 'ignore' });
    const names = await readdir(disk.folder, { recursive: true });
    expect(names.filter((name) => name.endsWith('.md'))).toEqual([]);
    await writePending(disk.folder, path, change);
    expect(await readFile(join(disk.folder, path), 'utf8')).toBe('two');
  } finally {
    disk.remove();
  }
});

it('is taken back step by step, and never over what somebody wrote', async () => {
  const folder = join(copy, 'pending');
  await writePending(folder, PATH, { copy, before: 'one', text: 'two' });
  await writePending(folder, PATH, { copy, before: 'two', text: 'three' });
  expect(await takeBackPending(folder, PATH, { before: 'one', text: 'two' })).toBe('changed');
  expect(await takeBackPending(folder, PATH, { before: 'two', text: 'three' })).toBe('done');
  expect(await readFile(join(folder, PATH), 'utf8')).toBe('two');
  await writeFile(join(folder, PATH), 'by hand');
  expect(await takeBackPending(folder, PATH, { before: 'one', text: 'two' })).toBe('changed');
  await writeFile(join(folder, PATH), 'two');
  expect(await takeBackPending(folder, PATH, { before: 'one', text: 'two' })).toBe('done');
  expect(await readdir(join(folder, 'billing'))).toEqual([]);
  expect(await takeBackPending(folder, PATH, { before: 'one', text: 'two' })).toBe('gone');
  expect(await readFile(join(copy, PATH), 'utf8')).toBe('one');
});
