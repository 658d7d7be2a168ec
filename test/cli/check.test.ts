import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.ts';

const SOUND =
  '---\ntitle: T\nrules: ["importer could not lock its table"]\nreviewed: 2026-11-01\n---\n## Causes\n- c\n## Steps\n- s\n## Examples\n```\nE: importer could not lock its table\n```\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-cli-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

test('finds nothing wrong with a sound page and exits with 0', async () => {
  put('lock.md', SOUND);
  expect(await runCli(['check', folder])).toMatchObject({
    status: 0,
    stdout: '1 page, 1 entry: nothing to mend\n',
  });
});

test('prints faults as one JSON object with --json and exits with 1', async () => {
  put('lock.md', SOUND.replace('title: T', 'titel: T'));
  const { status, stdout } = await runCli(['check', '--json', '--knowledge', folder]);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    pages: 1,
    entries: 1,
    faults: [
      {
        level: 'error',
        page: join(folder, 'lock.md'),
        line: 2,
        column: 1,
        message: expect.stringMatching(/^unknown front matter key `titel`/),
        cure: 'Write `title`.',
      },
    ],
  });
});

test('prints lines that GitHub shows on a pull request', async () => {
  put('lock.md', SOUND.replace('- s', ''));
  const { stdout } = await runCli(['check', '--format', 'github', folder]);
  expect(stdout).toMatch(/^::error file=.*lock\.md,line=1,col=1::entry has no steps\. Add "## Steps"/);
});

test('mends what can be mended safely with --fix', async () => {
  put('lock.md', SOUND.replace('title: T', 'titel: T').replaceAll('\n', '\r\n'));
  const { status, stderr } = await runCli(['check', '--fix', folder]);
  expect(status).toBe(0);
  expect(stderr).toContain(`mended ${join(folder, 'lock.md')}`);
  expect(readFileSync(join(folder, 'lock.md'), 'utf8')).toBe(SOUND);
});

test('says what to do about a missing folder or an unknown format, with exit status 2', async () => {
  const missing = await runCli(['check', join(folder, 'none')]);
  expect(missing).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Create it, or name another with --knowledge'),
  });
  expect(await runCli(['check', '--format', 'xml', folder])).toMatchObject({ status: 2 });
});
