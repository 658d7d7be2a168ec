import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts';

const PAGE = '---\ntitle: T\nrules: ["out of memory"]\n---\n## Causes\n- c\n## Steps\n- s\n';
let folder: string;

async function put(path: string, content: string | Uint8Array): Promise<string> {
  const whole = join(folder, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}
async function load(...paths: string[]) {
  const { entries, faults } = await loadKnowledge(paths.map((path) => join(folder, path)));
  return {
    ids: entries.map(({ id }) => id),
    pages: entries.map(({ page }) => page.replace(`${folder}/`, '')),
    faults: faults.map(
      ({ level, page, line, message }) => `${level} ${page.replace(`${folder}/`, '')}:${line} ${message}`,
    ),
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-load-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('loadKnowledge', () => {
  it('takes ids from paths, sorted by code unit, and leaves folder pages out unless they have rules', async () => {
    for (const path of [
      'b/Z.md',
      'b/a.md',
      'a.md',
      'b/c/d.markdown',
      'note.txt',
      '.git/x.md',
      '.x.md',
      'node_modules/x.md',
    ])
      await put(path, PAGE);
    for (const path of ['README.md', 'b/index.md', '_drafts.md']) await put(path, '# Contents\n- a\n');
    await put('b/README.md', PAGE);
    expect(await load('.')).toMatchObject({ ids: ['a', 'b/README', 'b/Z', 'b/a', 'b/c/d'], faults: [] });
  });

  it('takes ids from the folder named knowledge when given a folder in it, or a single page', async () => {
    await put('knowledge/nginx/refused.md', PAGE);
    await put('knowledge/nginx/other.md', PAGE);
    expect(await load('knowledge/nginx')).toMatchObject({ ids: ['nginx/other', 'nginx/refused'] });
    expect(await load('knowledge/nginx/refused.md')).toMatchObject({
      ids: ['nginx/refused'],
      pages: ['knowledge/nginx/refused.md'],
    });
  });

  it('keeps the first of two pages with one id and names the second', async () => {
    await put('one/a.md', PAGE);
    await put('two/a.md', PAGE);
    expect(await load('one', 'two')).toEqual({
      ids: ['a'],
      pages: ['one/a.md'],
      faults: [
        expect.stringMatching(
          /^error two\/a\.md:1 id `a` is taken by .*one\/a\.md, so this page is left out$/,
        ),
      ],
    });
  });

  it('names broken pages and keeps the others', async () => {
    await put('good.md', PAGE);
    await put('latin.md', Buffer.from('---\ntitle: T\n---\n# Gr\xf6\xdfe\n', 'latin1'));
    await put('wide.md', Buffer.from('\uFEFF# T', 'utf16le'));
    await put('huge.md', `# T\n${'x'.repeat(1024 * 1024)}`);
    await put('broken.md', '---\nrules: [\n---\n');
    await put('kind.md', '---\nrules: [{phrse: x}]\n---\n');
    expect(await load('.')).toMatchObject({
      ids: ['good'],
      faults: [
        expect.stringMatching(/^error broken\.md:3 front matter is not valid YAML/),
        'error huge.md:1 page has 1.0 MB, expected at most 1 MB',
        expect.stringMatching(/^error kind\.md:2 unknown kind of rule `phrse`/),
        'error latin.md:4 page is not UTF-8',
        'error wide.md:1 page is not UTF-8 but UTF-16',
      ],
    });
  });

  it('follows links inside the folder only, and never in a circle', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'pasteur-outside-'));
    try {
      await writeFile(join(outside, 'secret.md'), PAGE);
      await put('..2026/a.md', PAGE);
      await put('sub/b.md', PAGE);
      await symlink('..2026', join(folder, '..data'));
      await symlink('..data/a.md', join(folder, 'a.md'));
      await symlink(outside, join(folder, 'out'));
      await symlink(join(outside, 'secret.md'), join(folder, 'secret.md'));
      await symlink('..', join(folder, 'sub/up'));
      await symlink('loop.md', join(folder, 'loop.md'));
      await symlink('nothing.md', join(folder, 'gone.md'));
      expect(await load('.')).toMatchObject({
        ids: ['a', 'sub/b'],
        faults: [
          expect.stringMatching(/^error gone\.md:1 symbolic link leads nowhere/),
          'error loop.md:1 symbolic link leads back to itself',
          'error out:1 symbolic link leads out of the knowledge folder',
          'error secret.md:1 symbolic link leads out of the knowledge folder',
          'error sub/up:1 symbolic link leads back to a folder around it',
        ],
      });
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('fails with a code and a cure when a folder is missing', async () => {
    await expect(load('nowhere')).rejects.toMatchObject({
      code: 'KNOWLEDGE_MISSING',
      message: expect.stringMatching(/nowhere" cannot be read.*--knowledge or PASTEUR_KNOWLEDGE/),
    });
  });
});
