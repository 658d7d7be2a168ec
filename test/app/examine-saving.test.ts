import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineSaving } from '../../src/app/examine-saving.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-saving-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('finds a folder well that is there or can be made, and makes none', async () => {
  expect(await examineSaving(folder)).toMatchObject({ level: 'ok' });
  expect(await examineSaving(join(folder, 'teams', 'T000000001', 'knowledge'))).toMatchObject({
    level: 'ok',
  });
  expect(await readdir(folder)).toEqual([]);
});

it('says so when something else is in the way', async () => {
  await writeFile(join(folder, 'teams'), '');
  expect(await examineSaving(join(folder, 'teams'))).toMatchObject({
    level: 'fail',
    message: expect.stringContaining('is no folder'),
  });
  expect(await examineSaving(join(folder, 'teams', 'knowledge'))).toMatchObject({
    level: 'fail',
    message: expect.stringContaining('ENOTDIR'),
  });
});
