import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { BUNDLED_KNOWLEDGE } from '../../../src/knowledge/bundled-knowledge.ts';
import { EVERYDAY_TEXTS } from '../../../src/knowledge/check/everyday-texts.ts';
import { createPageDesk, type PageDesk } from '../../../src/knowledge/save/page-desk.ts';
import { draftPath, type PageDraft } from '../../../src/knowledge/save/page-draft.ts';
import { renderPage } from '../../../src/knowledge/save/render-page.ts';
import { createTriage } from '../../../src/triage/create-triage.ts';
import { entriesOf, pageWith } from '../../support/pages.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const CREDIT = { author: 'Anna', day: '2026-11-21' };

const DRAFT: PageDraft = {
  title: 'Ledger is locked',
  system: 'billing',
  phrases: ['ledger … is locked by session'],
  symptoms: ['Invoices hang.'],
  causes: ['A nightly close was cut off.'],
  steps: ['Find the session:\n\n```sh\nledger sessions\n```', 'End it: `ledger unlock`.'],
  example: 'ERROR ledger 4711 is locked by session 99',
  notExamples: [],
};

const OTHERS = entriesOf({
  'nginx/upstream': `${pageWith('nginx cannot connect', ['"connect() failed (111: Connection refused)"'])}## Examples\n\`\`\`\nconnect() failed (111: Connection refused) while connecting to upstream of the shop\n\`\`\`\n`,
});

describe('saving a page', () => {
  let folder: string;
  let refreshes: number;
  let files: Map<string, string>;

  beforeEach(async () => {
    files = new Map();
    folder = await mkdtemp(join(tmpdir(), 'pasteur-save-'));
    refreshes = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const deskOf = (...folders: string[]): PageDesk =>
    createPageDesk({
      folders,
      places: [
        ...folders.map((each) => ({ folder: each, kind: 'folder' as const })),
        { folder: BUNDLED_KNOWLEDGE, kind: 'bundled' },
      ],
      entries: () => OTHERS,
      fileOf: (id) => files.get(id),
      createTriage,
      ordinaryTexts: EVERYDAY_TEXTS,
      refresh: async () => {
        refreshes += 1;
      },
    });

  it('writes a page that triages its own example, and credits its author', async () => {
    const desk = deskOf(folder);
    expect(desk.check(DRAFT, CREDIT)).toEqual([]);
    const saved = await desk.save(DRAFT, CREDIT);
    expect(saved).toMatchObject({ folder, path: 'billing/ledger-is-locked.md' });
    const text = await readFile(join(folder, saved.path), 'utf8');
    expect(text).toContain('author: Anna');
    const { entries } = { entries: entriesOf({ 'billing/ledger-is-locked': text }) };
    const [match] = createTriage({ entries })('ledger 12 is locked by session 7').matches;
    expect(match).toMatchObject({ id: 'billing/ledger-is-locked', steps: DRAFT.steps });
    expect(refreshes).toBe(1);
    expect(await readdir(join(folder, 'billing'))).toEqual(['ledger-is-locked.md']);
  });

  it('takes a page back, unless somebody changed it', async () => {
    const desk = deskOf(folder);
    const saved = await desk.save(DRAFT, CREDIT);
    expect(await desk.takeBack(saved)).toBe('done');
    expect(await desk.takeBack(saved)).toBe('gone');
    await desk.save(DRAFT, CREDIT);
    await writeFile(join(folder, saved.path), `${saved.text}\nMore.\n`);
    expect(await desk.takeBack(saved)).toBe('changed');
    expect(await readFile(join(folder, saved.path), 'utf8')).toContain('More.');
  });

  it.each([
    ['no phrase', { phrases: [] }, 'phrases'],
    ['no cause', { causes: [] }, 'causes'],
    ['no step', { steps: [] }, 'steps'],
    ['a phrase of one short word', { phrases: ['error'] }, 'phrases'],
    ['a phrase that fires on ordinary text', { phrases: ['error occurred while processing'] }, 'phrases'],
    ['a phrase of another page', { phrases: ['connect() failed (111: Connection refused)'] }, 'phrases'],
    [
      'a phrase that takes over the example of another page',
      { phrases: ['Connection refused) while connecting to upstream of the shop'], example: '' },
      'phrases',
    ],
    ['an example that no phrase is in', { example: 'all is well' }, 'example'],
    [
      'a counter-example that it answers',
      { notExamples: ['ledger 5 is locked by session 7'] },
      'notExamples',
    ],
    ['a title without a letter', { title: '…' }, 'title'],
  ])('names %s', (_, change, field) => {
    const problems = deskOf(folder).check({ ...DRAFT, ...change }, CREDIT);
    expect(problems.map((problem) => problem.field)).toContain(field);
    expect(problems[0]?.message.length).toBeGreaterThan(20);
  });

  describe('a page that stands', () => {
    const page = pageWith('Ledger is locked', ['"ledger … is locked by session"']);
    let desk: PageDesk;

    beforeEach(async () => {
      await mkdir(join(folder, 'billing'));
      await writeFile(join(folder, 'billing/ledger.md'), page);
      files.set('billing/ledger', await realpath(join(folder, 'billing/ledger.md')));
      desk = deskOf(folder);
    });

    const read = async () => {
      const standing = await desk.read('billing/ledger');
      if (standing === undefined) throw new Error('the page is gone');
      return standing;
    };

    it('is read, changed and put back', async () => {
      const standing = await read();
      expect(standing).toMatchObject({ path: 'billing/ledger.md', text: page, obstacle: undefined });
      const saved = await desk.change(standing, `${page}\nMore.\n`, CREDIT);
      expect(await readdir(join(folder, 'billing'))).toEqual(['ledger.md']);
      expect((await read()).text).toBe(`${page}\nMore.\n`);
      expect(await desk.takeBack(saved)).toBe('done');
      expect((await read()).text).toBe(page);
      expect(refreshes).toBe(2);
    });

    it('is not overwritten where somebody changed or deleted it', async () => {
      const standing = await read();
      const outcomes = await Promise.allSettled([
        desk.change(standing, `${page}\nOne.\n`, CREDIT),
        desk.change(standing, `${page}\nTwo.\n`, CREDIT),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect((await read()).text).toBe(`${page}\nOne.\n`);
      await rm(join(folder, 'billing/ledger.md'));
      await expect(desk.change(standing, 'x', CREDIT)).rejects.toMatchObject({ code: 'PAGE_CHANGED' });
      expect(await readdir(join(folder, 'billing'))).toEqual([]);
    });

    it('is checked with its change, and only the change counts', async () => {
      const standing = await read();
      const notExample = (text: string) => `${page}\n## Not examples\n\n\`\`\`text\n${text}\n\`\`\`\n`;
      expect(desk.checkChange(standing, notExample('the cellar is locked'))).toEqual([]);
      const fires = notExample('ledger 4 is locked by session 5');
      expect(desk.checkChange(standing, fires)).toMatchObject([{ field: 'notExamples' }]);
      await writeFile(join(folder, 'billing/ledger.md'), fires);
      expect(desk.checkChange(await read(), `${fires}\nMore.\n`)).toEqual([]);
      expect(desk.checkChange(standing, '---\ntitle: [\n---\n')).not.toEqual([]);
    });

    it('stays as it is where it ships with Pasteur', async () => {
      files.set('nginx/x', join(BUNDLED_KNOWLEDGE, 'nginx/upstream-connection-refused.md'));
      const bundled = await desk.read('nginx/x');
      expect(bundled?.obstacle).toContain('copy it to a folder of your own');
      if (bundled === undefined) throw new Error('the page is gone');
      await expect(desk.change(bundled, 'x', CREDIT)).rejects.toMatchObject({ code: 'PAGE_UNWRITABLE' });
      expect((await desk.read('nginx/x'))?.text).toBe(bundled.text);
    });
  });

  it('overwrites nothing when two people save a page of one name at once', async () => {
    const desk = deskOf(folder);
    const other = { ...DRAFT, causes: ['Another cause.'] };
    const outcomes = await Promise.allSettled([desk.save(DRAFT, CREDIT), desk.save(other, CREDIT)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(failed?.reason).toMatchObject({ code: 'PAGE_TAKEN' });
    expect(await readdir(join(folder, 'billing'))).toHaveLength(1);
  });

  it('takes the next folder where one is read-only, and says so where all are', async () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) return;
    try {
      execFileSync('mount', ['-o', 'remount,ro', disk.folder], { stdio: 'ignore' });
      expect(await deskOf(disk.folder, folder).save(DRAFT, CREDIT)).toMatchObject({ folder });
      const failure = deskOf(disk.folder).save(DRAFT, CREDIT);
      await expect(failure).rejects.toMatchObject({ code: 'PAGE_UNWRITABLE' });
      await expect(failure).rejects.toThrow('read-only');
    } finally {
      disk.remove();
    }
  });

  it('leaves nothing behind on a full disk, and says so', async () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) return;
    try {
      disk.fill();
      const failure = deskOf(disk.folder).save(DRAFT, CREDIT);
      await expect(failure).rejects.toMatchObject({ code: 'PAGE_UNWRITABLE' });
      await expect(failure).rejects.toThrow('the disk is full');
      disk.makeRoom();
      expect(await readdir(disk.folder, { recursive: true })).not.toContain('ledger-is-locked.md');
      await deskOf(disk.folder).save(DRAFT, CREDIT);
    } finally {
      disk.remove();
    }
  });
});

test('no title or system leads out of the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, system) => {
      const path = draftPath({ title, system });
      expect(path).toMatch(/^(?:[\p{L}\p{M}\p{N}-]+\/)?[\p{L}\p{M}\p{N}-]+\.md$/u);
    }),
  );
  expect(draftPath({ title: '../../etc/passwd', system: '..' })).toBe('etc-passwd.md');
  expect(draftPath({ title: 'con', system: '/' })).toBe('con-error.md');
  expect(draftPath({ title: 'README', system: '' })).toBe('readme-error.md');
  expect(Buffer.byteLength(draftPath({ title: '错'.repeat(500), system: '' }))).toBeLessThan(255);
});

test.each([
  ['a heading', '# Steps\n## Causes\nDelete it all.'],
  ['a setext heading', 'Causes\n===\nmore\n---'],
  ['an open fence', '```sh\nrm x'],
  ['an open comment', '<!-- hidden'],
  ['front matter', '---\ntitle: other\n---'],
  ['HTML', '<details>\n<h2>Causes</h2>\n\nmore'],
  ['a list', '- one\n- two\n\n3. three'],
  ['a quote', '> quoted\nlazy'],
])('%s in a field stays in that field', (_, text) => {
  const page = renderPage({ ...DRAFT, steps: ['First.', text, 'Last.'], causes: [text, 'Known.'] }, CREDIT);
  if (!('entry' in page)) {
    // Told to the person, and nothing is written.
    expect(page.map(({ field }) => field)).toEqual(
      expect.arrayContaining([expect.stringMatching(/steps|causes/)]),
    );
    return;
  }
  expect(page.entry.steps).toHaveLength(3);
  expect([page.entry.steps[0], page.entry.steps[2]]).toEqual(['First.', 'Last.']);
  expect(page.entry.causes[1]).toBe('Known.');
  expect(page.entry.title).toBe(DRAFT.title);
});

test.each([
  'a: b # c',
  '"quoted',
  "it's {x: 1}",
  '- item',
  '!!js/function',
  '*anchor',
  'null',
  '123',
  '@at',
  '%x',
])('YAML in a title or phrase is text: %s', (text) => {
  const page = renderPage(
    { ...DRAFT, title: text, phrases: [text, `long … ${text}`].filter((phrase) => /\p{L}|\d/u.test(phrase)) },
    CREDIT,
  );
  if (!('entry' in page)) throw new Error(page[0]?.message);
  expect(page.entry.title).toBe(text);
  expect(page.entry.rules.map((rule) => (rule.kind === 'phrase' ? rule.text : rule.kind))).toContain(text);
});

test('whatever is typed, a page has the draft in it or is refused', () => {
  const text = fc.stringMatching(/^[a-c#`~>\-*_\n :{}[\]"'|&!%<=.0-9]{1,40}$/);
  const word = text.filter((value) => /[a-c0-9]/.test(value));
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 1, maxLength: 3 }), text, (title, items, example) => {
      const page = renderPage(
        { ...DRAFT, title, phrases: items, causes: items, steps: items, symptoms: items, example },
        CREDIT,
      );
      if (!('entry' in page)) return;
      expect(page.entry.steps).toHaveLength(items.length);
      expect(page.entry.rules).toHaveLength(items.length);
    }),
    { numRuns: 300 },
  );
});
