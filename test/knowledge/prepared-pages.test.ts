import { readFile } from 'node:fs/promises';
import { BUNDLED_KNOWLEDGE } from '../../src/index.ts';
import { listKnowledge } from '../../src/knowledge/load-knowledge.ts';
import { type PageSource, parsePage } from '../../src/knowledge/parse-page.ts';
import { compilePattern, trustPatterns } from '../../src/knowledge/pattern.ts';
import { openPreparedPages, preparePages } from '../../src/knowledge/prepared-pages.ts';

async function bundledSources(): Promise<PageSource[]> {
  const { pages } = await listKnowledge(BUNDLED_KNOWLEDGE);
  return Promise.all(
    pages.map(async ({ id, page, path }) => ({ id, page, text: await readFile(path, 'utf8') })),
  );
}

test('a prepared page is what parsing it gives, under the name it goes by now', async () => {
  const sources = await bundledSources();
  const prepared = openPreparedPages(preparePages(sources));
  for (const source of sources) {
    const named = { ...source, page: `else"where/${source.page}` };
    expect(prepared.find(named)).toEqual(parsePage(named));
  }
  expect(sources.length).toBeGreaterThan(100);
});

test('a page that was changed or moved is not the prepared one', async () => {
  const [source] = await bundledSources();
  if (source === undefined) throw new Error('there are no bundled pages');
  const prepared = openPreparedPages(preparePages([source]));
  expect(prepared.find(source)).toBeDefined();
  expect(prepared.find({ ...source, text: `${source.text}\n` })).toBeUndefined();
  expect(prepared.find({ ...source, id: `${source.id}-2` })).toBeUndefined();
});

test('a page with a fault is not prepared, so that it is named at every start', () => {
  const faulty = { id: 'a/b', page: 'a/b.md', text: "---\ntitle: x\nrules:\n  - pattern: '('\n---\n" };
  expect(parsePage(faulty).faults).not.toEqual([]);
  expect(openPreparedPages(preparePages([faulty])).find(faulty)).toBeUndefined();
});

test('a pattern that was found sound before is not compiled until it runs', () => {
  const source = 'sector \\d{3,}z is worn';
  const needs = { words: [['sector']], ways: undefined };
  trustPatterns({ [source]: needs });
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.reason);
  expect(result.pattern.needs).toBe(needs);
  expect(result.pattern.find('kernel: sector 8812z is worn')).toEqual({ start: 8, end: 28 });
  expect(result.pattern.find('kernel: sector 88z is worn')).toBeUndefined();
});
