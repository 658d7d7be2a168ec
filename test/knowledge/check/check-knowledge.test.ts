import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkKnowledge } from '../../../src/knowledge/check/check-knowledge.ts';
import { fixPage } from '../../../src/knowledge/check/fix.ts';
import { readOrdinaryTexts } from '../../../src/knowledge/check/ordinary-texts.ts';
import { checkReport, formatFaults, formatGithub } from '../../../src/knowledge/check/report.ts';
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts';
import { createTriage } from '../../../src/triage/create-triage.ts';

const TODAY = '2026-11-21';
let folder: string;

interface PageParts {
  readonly rules?: string;
  readonly front?: string;
  readonly example?: string;
  readonly body?: string;
}
const page = ({ rules = '', front = 'reviewed: 2026-11-01', example = '', body }: PageParts) =>
  `---\ntitle: T\nrules:\n${rules}\n${front}\n---\n${body ?? '## Causes\n- c\n## Steps\n- s\n'}${example === '' ? '' : `## Examples\n\`\`\`text\n${example}\n\`\`\`\n`}`;

async function check(files: Readonly<Record<string, string>>, ordinary: readonly string[] = []) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const knowledge = await loadKnowledge(folder);
  const ordinaryTexts = ordinary.map((text, at) => ({ source: `chat.txt:${at + 1}`, text }));
  const faults = await checkKnowledge({ knowledge, createTriage, ordinaryTexts, today: TODAY });
  const lines = faults.map((fault) =>
    `${fault.level} ${fault.page}:${fault.line} ${fault.message}`.replaceAll(`${folder}/`, ''),
  );
  return { knowledge, faults, lines };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-check-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const SOUND = page({
  rules: '  - "importer could not lock its table"',
  example: 'E: importer could not lock its table',
});

describe('checkKnowledge', () => {
  it('finds nothing wrong with a sound page', async () => {
    expect((await check({ 'a/lock.md': SOUND })).lines).toEqual([]);
  });

  it('names an example that another entry answers first, what came first and why', async () => {
    const { lines } = await check({
      'a/short.md': page({
        rules: '  - "could not lock"',
        front: 'reviewed: 2026-11-01\nrelated: [a/lock]',
        example: 'importer could not lock its table today',
      }),
      'a/lock.md': SOUND,
    });
    expect(lines).toEqual([
      'error a/short.md:13 example is answered first by `a/lock`, whose rule "importer could not lock its table" fired on line 1 ("importer could not lock its table"); this entry comes in place 2, whose rule "could not lock" fired on line 1 ("could not lock")',
    ]);
  });

  it('names an example that no rule of its entry answers', async () => {
    const { lines } = await check({
      'a/lock.md': page({ rules: '  - "could not lock its table"', example: 'nothing of the kind' }),
    });
    expect(lines).toEqual(['error a/lock.md:12 example is not answered: no rule of this entry fires on it']);
  });

  it("names a rule that fires on a stranger's example, but not on a neighbour's", async () => {
    const general = page({ rules: '  - "could not lock its table"', example: 'x could not lock its table' });
    const { lines } = await check({ 'a/general.md': general, 'a/lock.md': SOUND });
    expect(lines).toEqual([
      'error a/general.md:4 rule "could not lock its table" also fires on an example of `a/lock` (a/lock.md:12)',
    ]);
    const neighbour = general.replace('reviewed', 'related: [a/lock]\nreviewed');
    expect((await check({ 'a/general.md': neighbour })).lines).toEqual([]);
  });

  it('names texts that two entries claim', async () => {
    const { lines } = await check({
      'a/one.md': page({
        rules: '  - "importer could not lock"\n  - all: [{status: 502}, {phrase: nginx/}]',
        example: 'importer could not lock',
      }),
      'a/two.md': page({
        rules:
          '  - "Importer  could not LOCK"\n  - all: [{phrase: "nginx/"}, {status: 502}]\n  - "second sign of its own"',
        example: 'second sign of its own',
      }),
    });
    expect(lines.filter((line) => line.includes('also a rule'))).toEqual([
      'error a/two.md:4 rule "Importer could not LOCK" is also a rule of `a/one` (a/one.md:4)',
      'error a/two.md:5 rule "all: phrase… + status: 502" is also a rule of `a/one` (a/one.md:5)'.replace(
        'phrase…',
        'nginx/',
      ),
    ]);
  });

  it('names rules that can never fire and patterns that are slow', async () => {
    const { lines } = await check({
      'a/lock.md': SOUND.replace(
        'rules:\n',
        [
          'rules:',
          '  - "lock held by another importer"',
          "  - pattern: 'first line\\nsecond line of it'",
          "  - pattern: '\\bошибка импорта'",
          "  - pattern: '[a-z]+\\d+'",
          'unless: ["held by another"]',
          '',
        ]
          .join('\n')
          .replace(/unless.*\n/, ''),
      ).replace('reviewed', 'unless: ["held by another"]\nreviewed'),
    });
    expect(lines).toEqual([
      'error a/lock.md:4 rule "lock held by another importer" can never fire: it does not on "lock held by another importer"',
      'error a/lock.md:5 pattern "first line\\\\nsecond line of it" can never fire: it wants two lines, and lines are tried one by one',
      'error a/lock.md:6 pattern "\\\\bошибка импорта" can never fire as meant: \\b knows only the edges of ASCII words',
      'warning a/lock.md:7 pattern "[a-z]+\\\\d+" is slow: no word or part of one is certain, so it is tried on every line',
    ]);
  });

  it('names rules that answer ordinary text', async () => {
    const { lines } = await check(
      { 'a/lock.md': SOUND.replace('rules:\n', 'rules:\n  - "the dashboard redesign"\n') },
      ['Who works on the dashboard redesign?', 'Lunch?'],
    );
    expect(lines).toEqual([
      'error a/lock.md:4 rule "the dashboard redesign" is so general that it answers ordinary text (chat.txt:1: "the dashboard redesign")',
    ]);
  });

  it('names what is missing, dead or out of date', async () => {
    const { lines } = await check({
      'a/lock.md': page({
        rules: '  - "could not lock its table"',
        front: 'related: [a/lokc, b/x, a/lock]\nreviewed: 2025-11-20',
        body: '## Causes\nSee [this](../b/other.md#x), [that](lock.md), [site](https://x.org/y.md), `[no](code.md)`.\n',
      }),
    });
    expect(lines).toEqual([
      'error a/lock.md:1 entry has no steps',
      'warning a/lock.md:1 entry has no example',
      'error a/lock.md:5 `related` names `a/lokc`, and no page has that id',
      'error a/lock.md:5 `related` names `b/x`, and no page has that id',
      'error a/lock.md:5 `related` names the page itself',
      'warning a/lock.md:6 page was not reviewed for 366 days, expected at most 365',
      'error a/lock.md:9 link leads to ../b/other.md, and no such file exists',
    ]);
  });

  it('names an entry that answers its counter-example', async () => {
    const { lines } = await check({
      'a/lock.md': `${SOUND}## Not examples\n\`\`\`\nfixed: importer could not lock its table\n\`\`\`\n`,
    });
    expect(lines).toEqual([
      'error a/lock.md:16 a text that this entry must not answer is answered by it, whose rule "importer could not lock its table" fired on line 1 ("importer could not lock its table")',
    ]);
  });

  it('tells how well pages of others will work', async () => {
    const { knowledge, faults } = await check({
      'KubePodCrashLooping.md': '## Meaning\nm\n## Mitigation\n- x\n',
      'plan.md': '# Plan\nWords.',
    });
    expect(checkReport(knowledge, faults)).toEqual({
      pages: 2,
      entries: 1,
      faults: [],
      coverage: {
        pages: 2,
        entries: 1,
        withCauses: 0,
        withSteps: 1,
        withRules: 1,
        withCertainRules: 1,
        notUnderstood: [{ page: `${folder}/plan.md`, reason: 'no heading announces causes or steps (Plan)' }],
      },
    });
  });

  it('tells its progress entry by entry', async () => {
    await check({ 'a/lock.md': SOUND });
    const seen: string[] = [];
    const knowledge = await loadKnowledge(folder);
    const onProgress = (done: number, total: number) => seen.push(`${done}/${total}`);
    await checkKnowledge({ knowledge, createTriage, ordinaryTexts: [], today: TODAY, onProgress });
    expect(seen).toEqual(['1/1']);
  });
});

describe('readOrdinaryTexts', () => {
  it('gives at least sixty texts with their places, and none for a missing folder', async () => {
    const texts = await readOrdinaryTexts();
    expect(texts.length).toBeGreaterThanOrEqual(60);
    expect(texts[1]).toMatchObject({
      source: 'changelogs.txt:11',
      text: expect.stringMatching(/^# Changelog/),
    });
    expect(await readOrdinaryTexts(join(folder, 'none'))).toEqual([]);
  });
});

describe('formatFaults and formatGithub', () => {
  const fault = {
    level: 'error' as const,
    page: 'a,b:c.md',
    line: 3,
    column: 7,
    message: '100% wrong\nhere',
    cure: 'Mend it.',
  };

  it('print places that editors and GitHub understand', () => {
    expect(formatFaults({ pages: 1, entries: 1, faults: [fault] })).toBe(
      'a,b:c.md:3:7: error: 100% wrong\nhere\n    Mend it.\n1 page, 1 entry: 1 error, 0 warnings\n',
    );
    expect(formatGithub([fault])).toBe(
      '::error file=a%2Cb%3Ac.md,line=3,col=7::100%25 wrong%0Ahere. Mend it.\n',
    );
  });
});

describe('fixPage', () => {
  it('mends what needs no understanding and nothing else', () => {
    expect(
      fixPage(
        '---\r\ntitle: T # kept\r\nrules:\r\n  - " could not lock "\r\n  - \'x y \'\r\n  - {pattern: " a "}\r\nrelatd: [b/x, a/y, b/x]\r\nreviewed: 2020-01-01\r\n---\r\n## Steps\r\n- s  \r\nend',
      ),
    ).toBe(
      '---\ntitle: T # kept\nrules:\n  - "could not lock"\n  - \'x y\'\n  - {pattern: " a "}\nrelated: [b/x, a/y, b/x]\nreviewed: 2020-01-01\n---\n## Steps\n- s  \nend\n',
    );
    expect(fixPage('---\nrules: [a b]\nrelated: [b/x, a/y, b/x]\n---\n')).toBe(
      '---\nrules: [a b]\nrelated: [a/y, b/x]\n---\n',
    );
  });

  it.each(['---\nrules: [\n---\n', 'no front matter\n', '---\nlayout: x\nrelatd: [b, a]\n---\n', ''])(
    'leaves %j as it is',
    (text) => {
      expect(fixPage(text)).toBe(text);
    },
  );

  it('leaves every bundled page as sound as it was', async () => {
    expect(fixPage(await readFile('knowledge/nginx/upstream-connection-refused.md', 'utf8'))).toMatch(
      /^---\ntitle: /,
    );
  });
});
