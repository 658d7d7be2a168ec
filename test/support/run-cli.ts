import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '../..');

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs the command line from its sources, in a process of its own and with an environment of its own. */
export async function runCli(
  args: readonly string[],
  { input = '', env = {}, cwd = ROOT }: CliOptions = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/cli/pasteur.ts'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  // A command that refuses its arguments ends before it reads; the pipe it leaves behind is no failure.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { status, stdout, stderr };
}
