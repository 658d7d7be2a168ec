import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.ts';

const LOG =
  'FATAL: password authentication failed for user "maria" at 10.20.30.40, then 10.20.30.40 again\r\n';
const SENT = 'FATAL: password authentication failed for user "<user-1>" at <ip-1>, then <ip-1> again\r\n';

test('prints standard input as it would be sent, and nothing else', async () => {
  expect(await runCli(['redact'], { input: LOG })).toEqual({ status: 0, stdout: SENT, stderr: '' });
});

test('prints text and placeholders as one JSON object, without any value', async () => {
  const { status, stdout } = await runCli(['redact', '--json'], { input: LOG });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    text: SENT,
    replacements: [
      { placeholder: '<user-1>', kind: 'user', count: 1 },
      { placeholder: '<ip-1>', kind: 'ip', count: 2 },
    ],
  });
  expect(stdout).not.toMatch(/maria|10\.20/);
});

test('reads files as one text with one numbering', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasteur-cli-redact-'));
  try {
    writeFileSync(join(folder, 'a.log'), 'from 10.0.0.1');
    writeFileSync(join(folder, 'b.log'), 'to 10.0.0.2 from 10.0.0.1');
    const { stdout } = await runCli(['redact', join(folder, 'a.log'), join(folder, 'b.log')]);
    expect(stdout).toBe('from <ip-1>\nto <ip-2> from <ip-1>');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('leaves an ordinary text as it is, byte for byte', async () => {
  const text = '\n  2026-11-21T09:14:02Z ERROR\tHTTP 502 at com.example.Foo (Foo.java:12) \u2028 é\n\n';
  expect(await runCli(['redact'], { input: text })).toMatchObject({ status: 0, stdout: text });
});

test('prints nothing and exits with 2 where the input cannot be read', async () => {
  const { status, stdout, stderr } = await runCli(['redact', '/nowhere/app.log']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('cannot read /nowhere/app.log');
});

test('tells its use with --help', async () => {
  const { status, stdout } = await runCli(['redact', '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('as it would be sent to a model');
});
