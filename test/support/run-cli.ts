import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../src/cli/run.ts';

export interface CliRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the command line in this process, with streams of its own. */
export async function runCli(
  args: readonly string[],
  { input = '', environment = {} }: CliOptions = {},
): Promise<CliRun> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let status = 0;
  const printed = Promise.all([text(stdout), text(stderr)]);
  await runCommandLine(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    stderr,
    environment,
    exitWith: (given) => {
      status = given;
    },
  });
  stdout.end();
  stderr.end();
  const [out, err] = await printed;
  return { status, stdout: out, stderr: err };
}
