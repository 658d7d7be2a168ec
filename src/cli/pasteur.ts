#!/usr/bin/env node
import { runCommandLine } from './run.ts';

const { stdin, stdout, stderr, env } = process;

// `pasteur triage … | head` closes the pipe early, which is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await runCommandLine(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  environment: env,
  exitWith: (status) => {
    process.exitCode = status;
  },
});
