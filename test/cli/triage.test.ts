import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCli } from '../support/run-cli.ts';

const NGINX_LINE =
  '2026/11/20 03:12:44 [error] 29#29: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "http://10.0.0.12:8080/", host: "shop.example.com"';

// The pages of one system are read in no time; what all of them answer is tested elsewhere.
const NGINX = ['--knowledge', 'knowledge/nginx'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('answers a paste from standard input with the entry, its evidence and its steps', async () => {
  const { status, stdout } = await runCli(['triage', ...NGINX], { input: NGINX_LINE });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Matched \(\d+ %\): nginx cannot connect to its upstream/);
  expect(stdout).toContain(
    'line 1, column 39: connect() failed (111: Connection refused) while connecting to upstream',
  );
  expect(stdout).toMatch(/Steps\n {2}1\. /);
});

test('prints one JSON object of the agreed shape with --json', async () => {
  const { stdout } = await runCli(['triage', '--json'], { input: NGINX_LINE });
  const { verdict, matches, signals, elapsedMs } = JSON.parse(stdout);
  expect(verdict).toBe('matched');
  expect(matches[0]).toMatchObject({
    id: 'nginx/upstream-connection-refused',
    evidence: [
      {
        line: 1,
        column: 39,
        length: 71,
        quote: 'connect() failed (111: Connection refused) while connecting to upstream',
      },
    ],
    page: 'knowledge/nginx/upstream-connection-refused.md',
  });
  expect(matches[0].causes.length).toBeGreaterThan(0);
  expect(signals).toContainEqual({ kind: 'errno', value: 'ECONNREFUSED', line: 1 });
  expect(elapsedMs).toEqual(expect.any(Number));
});

test('says that it knows nothing with exit status 1, and asks for what is missing', async () => {
  const { status, stdout } = await runCli(['triage', ...NGINX], { input: 'my cat sleeps on the keyboard' });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^No entry knows this\./);
  expect(stdout).toContain('It would help to know:');
});

test('writes a result line for each line of --jsonl, in order, and names a broken one', async () => {
  const input = [
    JSON.stringify({ id: 'a', text: NGINX_LINE }),
    'not json',
    JSON.stringify({ id: 'c', text: 'hello' }),
  ].join('\n');
  const { status, stdout, stderr } = await runCli(['triage', '--jsonl', ...NGINX], { input });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ id }) => id)).toEqual(['a', null, 'c']);
  expect(lines[0].matches[0].id).toBe('nginx/upstream-connection-refused');
  expect(lines[2].verdict).toBe('unmatched');
  expect(stderr).toContain('line 2: not JSON');
  expect(status).toBe(2);
});

test('shows every part of the score with --explain', async () => {
  const { stdout } = await runCli(['triage', '--explain', ...NGINX], { input: NGINX_LINE });
  expect(stdout).toMatch(/nginx\/upstream-connection-refused {2}score \d+\.\d\d/);
  expect(stdout).toMatch(/\+ *\d+\.\d\d {2}rule /);
});

test('prints the Slack messages with --blocks', async () => {
  const { stdout } = await runCli(['triage', '--blocks', ...NGINX], { input: NGINX_LINE });
  const messages = JSON.parse(stdout);
  expect(messages[0]).toEqual({
    text: expect.stringContaining('nginx cannot connect'),
    blocks: expect.any(Array),
  });
});

test('uses other pages with --knowledge', async () => {
  writeFileSync(
    join(folder, 'teapot.md'),
    '---\nrules:\n  - "I am a teapot"\n---\n# Teapot\n## Causes\n- Tea.\n## Steps\n1. Pour.\n',
  );
  const { stdout } = await runCli(['triage', '--json', '--knowledge', folder], {
    input: 'it says: I am a teapot',
  });
  expect(JSON.parse(stdout).matches[0].id).toBe('teapot');
});

describe('bad input gets a clear message and exit status 2:', () => {
  test.each([
    ['an empty paste', [], '  \n', /standard input is empty\. Give the error message/],
    ['a binary file', [], Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), /not text \(it holds zero bytes\)/],
    ['a missing file', ['/nowhere/at-all.log'], '', /cannot read \/nowhere\/at-all\.log/],
    [
      'a missing knowledge folder',
      ['--knowledge', '/nowhere'],
      'x',
      /knowledge folder "\/nowhere" cannot be read/,
    ],
    ['an unknown option', ['--jsson'], 'x', /unknown option '--jsson'/],
    ['a wrong number', ['--top', 'many'], 'x', /whole number from 1 to 20/],
  ])('%s', async (_name, args, input, message) => {
    const { status, stderr } = await runCli(['triage', ...NGINX, ...args], { input });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
  });
});

test('reads broken UTF-8 and says so', async () => {
  const { status, stderr } = await runCli(['triage'], {
    input: Buffer.concat([Buffer.from([0xff, 0x80, 0x20]), Buffer.from(NGINX_LINE)]),
  });
  expect(stderr).toContain('not valid UTF-8');
  expect(status).toBe(0);
});

test('reads UTF-16 as PowerShell writes it', async () => {
  const { status } = await runCli(['triage'], {
    input: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(NGINX_LINE, 'utf16le')]),
  });
  expect(status).toBe(0);
});

test('reads 5 MB and finds the one telling line', async () => {
  const chatter = '2026-11-20T03:00:00Z INFO request served path=/health status=200 took=3ms\n'.repeat(
    70_000,
  );
  const { status, stdout } = await runCli(['triage', '--json', ...NGINX], {
    input: `${chatter}${NGINX_LINE}\n`,
  });
  expect(JSON.parse(stdout).matches[0]).toMatchObject({
    id: 'nginx/upstream-connection-refused',
    evidence: [{ line: 70_001 }],
  });
  expect(status).toBe(0);
});

test('runs as a program of its own, whose --help names every command', async () => {
  const program = join(import.meta.dirname, '../../src/cli/pasteur.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, '--help']);
  for (const command of ['triage', 'check', 'eval', 'start'])
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
});
