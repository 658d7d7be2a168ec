/*
 * Pairs in test/fixtures/alerts/<source>/: `<case>.json` is a body as its vendor documents it (ids are made up), with
 * `<case>.headers.json` where headers count, and `<case>.reading.json` is what it says. After a change that is meant,
 * UPDATE_FIXTURES=1 writes the readings anew; read their difference before it is committed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAlertSettings } from '../../../src/alerts/settings.ts';
import { createSources } from '../../../src/alerts/sources/create-sources.ts';
import { isSourceName, SOURCE_NAMES } from '../../../src/alerts/sources/source-names.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/alerts');
const sources = createSources(readAlertSettings({}).settings.generic);

const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURES.length + 1));
const cases = [...new Set(files.map((file) => file.replace(/(?:\.headers|\.reading)?\.json$/, '')))].sort();

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, file), 'utf8'));
}

test('every source has a firing and a resolved fixture', () => {
  const covered = (word: string) =>
    SOURCE_NAMES.filter((source) =>
      cases.some((name) => name.startsWith(`${source}/`) && name.includes(word)),
    );
  expect(covered('firing')).toEqual([...SOURCE_NAMES]);
  expect(covered('resolved')).toEqual([...SOURCE_NAMES]);
});

test.each(cases)('%s is read as its pair says', (name) => {
  const source = name.split('/')[0] ?? '';
  if (!isSourceName(source)) throw new Error(`${source} is no source`);
  const headers = existsSync(join(FIXTURES, `${name}.headers.json`))
    ? (readJson(`${name}.headers.json`) as Record<string, string>)
    : { 'content-type': 'application/json' };
  expect(sources[source].accepts((headers['content-type'] ?? '').split(';')[0] ?? '', headers)).toBe(true);
  const reading = sources[source].read({ headers, body: readFileSync(join(FIXTURES, `${name}.json`)) });
  if (process.env.UPDATE_FIXTURES === '1') {
    writeFileSync(join(FIXTURES, `${name}.reading.json`), `${JSON.stringify(reading, null, 2)}\n`);
  }
  expect(JSON.parse(JSON.stringify(reading))).toEqual(readJson(`${name}.reading.json`));
});

test("Datadog's fixtures are our template, filled in", () => {
  const template = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/datadog-template.json'), 'utf8'),
  );
  expect(Object.values(template).every((value) => /^\$[A-Z_]+$/.test(String(value)))).toBe(true);
  expect(Object.keys(readJson('datadog/firing.json') as object)).toEqual(Object.keys(template));
});
