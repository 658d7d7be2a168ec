import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type Triage } from '../../src/index.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/captured');
const CAPTURE = z.object({ id: z.string(), program: z.string(), telling: z.string(), how: z.string() });

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
const captures = files
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ file, ...CAPTURE.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))) }));

let triage: Triage;
let logOf: (file: string) => string;
beforeAll(async () => {
  triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
  logOf = (file) => readFileSync(join(FOLDER, file.replace(/json$/, 'log')), 'utf8');
});

test('at least 80 entries were captured', () => {
  expect(new Set(captures.map(({ id }) => id)).size).toBeGreaterThanOrEqual(80);
});

test('every log has its description, and every description its log', () => {
  const names = (ending: string): string[] =>
    files
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .sort();
  expect(names('.log')).toEqual(names('.json'));
});

describe.each(captures)('$id as $program printed it', ({ file, id, telling }) => {
  test('is answered from the whole log', () => {
    const log = logOf(file);
    expect(log).toContain(telling);
    const { verdict, matches } = triage(log);
    expect([verdict, matches[0]?.id]).toEqual(['matched', id]);
  });

  test('is answered from its telling line alone', () => {
    const { verdict, matches } = triage(telling);
    expect([verdict, matches[0]?.id]).toEqual(['matched', id]);
  });
});
