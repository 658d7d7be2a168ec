import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
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

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pasteur-save-'));
    refreshes = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const deskOf = (...folders: string[]): PageDesk =>
    createPageDesk({
      folders,
      entries: () => OTHERS,
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
    expect(await desk.remove(saved)).toBe('removed');
    expect(await desk.remove(saved)).toBe('gone');
    await desk.save(DRAFT, CREDIT);
    await writeFile(join(folder, saved.path), `${saved.text}\nMore.\n`);
    expect(await desk.remove(saved)).toBe('changed');
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
