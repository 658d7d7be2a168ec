import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parsePage } from '../src/knowledge/parse-page.ts';
import { createTriage } from '../src/triage/create-triage.ts';

const ROOT = join(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

function block(language: string): string {
  const found = new RegExp(`^( *)(\`{3,})${language}\\n([\\s\\S]*?)\\n\\1\\2$`, 'm').exec(README);
  if (found === null) throw new Error(`README.md has no ${language} block`);
  return (found[3] ?? '').replaceAll(new RegExp(`^${found[1] ?? ''}`, 'gm'), '');
}

test('the script of the README runs by the name of the package, with nothing but the engine', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', block('js')], {
    cwd: ROOT,
  });
  expect(stdout).toMatch(/^matched nginx\/upstream-connection-refused \S/);
});

test('the entry of the README is a sound page that answers its own example', () => {
  const page = parsePage({
    page: 'knowledge/billing/ledger-locked.md',
    id: 'billing/ledger-locked',
    text: block('markdown'),
  });
  expect(page.faults).toEqual([]);
  const [entry] = page.entries;
  const { verdict, matches } = createTriage({ entries: page.entries })(entry?.examples[0]?.text ?? '');
  expect([verdict, matches[0]?.id]).toEqual(['matched', 'billing/ledger-locked']);
});

test('every command that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = [...README.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});
