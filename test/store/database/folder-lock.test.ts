import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../../src/store/database/folder-lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const leave = async (holder: unknown, beatAgoSeconds = 0) => {
  const path = join(folder, 'pasteur.lock');
  await writeFile(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  const beat = Date.now() / 1000 - beatAgoSeconds;
  await utimes(path, beat, beat);
};
const gone = { token: 'a', pid: 2 ** 30, host: hostname(), started: '1' };

test('one of many starters gets the folder, and the next one after it', async () => {
  const locks = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(join(folder, 'new'))));
  const got = locks.flatMap((lock) => (lock.status === 'fulfilled' ? [lock.value] : []));
  expect(got).toHaveLength(1);
  await got[0]?.release();
  await (await lockFolder(join(folder, 'new'))).release();
});

test.each([
  ['of a process that is gone', gone],
  ['of an earlier process with this number', { ...gone, pid: process.pid }],
  ['of an earlier process with the number of another one', { ...gone, pid: process.ppid, started: '0' }],
  ['that is damaged', '{"token":'],
])('a lock %s is taken over, by one', async (_, holder) => {
  await leave(holder);
  const locks = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
  expect(locks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const lock of locks) if (lock.status === 'fulfilled') await lock.value.release();
});

test('a lock of another machine holds while it beats', async () => {
  await leave({ ...gone, host: 'elsewhere' });
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
  await leave({ ...gone, host: 'elsewhere' }, 16);
  await (await lockFolder(folder)).release();
});

test('a folder that cannot be made is told with what to do', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(lockFolder(join(folder, 'file', 'data'))).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNUSABLE',
    message: expect.stringContaining('set PASTEUR_DATA'),
  });
});
