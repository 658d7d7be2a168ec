import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SRC = join(import.meta.dirname, '../src');

/** Rooms from top to bottom; a file imports from its own room and from those below it (design section 8). */
const ROOMS = [
  'cli',
  'main.ts',
  'app.ts',
  'app',
  'workspace',
  'slack',
  'alerts',
  'summary',
  'index.ts',
  'triage',
  'knowledge',
  'store',
  'config.ts',
  'connection.ts',
  'git-settings.ts',
  'metrics.ts',
  'log.ts',
  'finding.ts',
  'errors.ts',
];

/** The only places that may import an outside thing, or read it. */
const DOORS: readonly {
  readonly thing: RegExp;
  readonly allowed: readonly RegExp[];
  readonly most?: number;
}[] = [
  { thing: /from '@slack\//, allowed: [/^slack\//] },
  { thing: /from 'fuse\.js'/, allowed: [/^triage\//], most: 1 },
  { thing: /from '@octokit\//, allowed: [/^knowledge\//], most: 1 },
  { thing: /from 're2js'/, allowed: [/^knowledge\//], most: 1 },
  { thing: /from 'openai'/, allowed: [/^summary\//], most: 1 },
  { thing: /from '(?:pg|pg-boss|@electric-sql\/pglite)'/, allowed: [/^store\//] },
  { thing: /from 'emulate'|import\('emulate'\)/, allowed: [/^workspace\//] },
  { thing: /process\.env/, allowed: [/^main\.ts$/, /^cli\//] },
];

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
const sources = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function relativeImports(file: string): string[] {
  const specifiers = [...(sources.get(file) ?? '').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => join(file, '..', specifier).replaceAll('\\', '/'));
}

test('every file is in a room of the design', () => {
  expect(files.filter((file) => !ROOMS.includes(roomOf(file)))).toEqual([]);
});

test('imports go down the list of rooms', () => {
  const upward = files.flatMap((file) =>
    relativeImports(file)
      .filter((target) => ROOMS.indexOf(roomOf(target)) < ROOMS.indexOf(roomOf(file)))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upward).toEqual([]);
});

test.each(DOORS)('$thing has one door', ({ thing, allowed, most }) => {
  const users = files.filter((file) => thing.test(sources.get(file) ?? ''));
  expect(users.filter((file) => !allowed.some((door) => door.test(file)))).toEqual([]);
  if (most !== undefined) expect(users.length).toBeLessThanOrEqual(most);
});

test('no file is a grab bag', () => {
  expect(
    files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|lib|misc|manager)(?:\.|\/)/.test(file)),
  ).toEqual([]);
  expect(files.filter((file) => (sources.get(file) ?? '').split('\n').length > 251)).toEqual([]);
});
