import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '../../../src/summary/redact/redact.ts';

const redactor = await createRedactor();
const FIXTURES = join(import.meta.dirname, '../../fixtures');
const lines = readFileSync(join(FIXTURES, 'redact/ordinary-lines.txt'), 'utf8').split('\n');

/** What the texts of `ordinary/` have of addresses and names; those are taken out, and nothing else is. */
const TAKEN_OUT = ['203.0.113.7', '10.0.0.11', '10.0.0.12', 'host-1', 'user1', 'registry.example'];

test('there are more than 200 ordinary lines', () => {
  expect(lines.filter((line) => line !== '').length).toBeGreaterThan(200);
});

test('each ordinary line of a log stays as it is, byte for byte', async () => {
  const changed = [];
  for (const line of lines) {
    const { text } = await redactor.redact(line);
    if (text !== line) changed.push({ line, text });
  }
  expect(changed).toEqual([]);
});

test('they stay as they are together, too', async () => {
  expect((await redactor.redact(lines.join('\n'))).text).toBe(lines.join('\n'));
});

test.each(readdirSync(join(FIXTURES, 'ordinary')))('%s stays, but for addresses and names', async (file) => {
  const given = readFileSync(join(FIXTURES, 'ordinary', file), 'utf8');
  const { text, restore, replacements } = await redactor.redact(given);
  expect(restore(text)).toBe(given);
  expect(
    replacements.map(({ placeholder }) => restore(placeholder)).filter((value) => !TAKEN_OUT.includes(value)),
  ).toEqual([]);
});
