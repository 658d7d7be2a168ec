#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { PasteurError } from '../errors.ts';
import { addCheckCommand } from './check.ts';
import { addEvalCommand } from './eval.ts';
import { USAGE_ERROR } from './exit-status.ts';
import { addStartCommand } from './start.ts';
import { addTriageCommand } from './triage.ts';

const program = new Command('pasteur')
  .description('Paste an error, get its cause and its cure.')
  .version('0.1.0')
  .showHelpAfterError('(pasteur --help lists the commands)')
  .exitOverride();

addTriageCommand(program);
addCheckCommand(program);
addEvalCommand(program);
addStartCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed help or what was wrong; its own status 0 stands for --help and --version.
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  } else if (error instanceof PasteurError) {
    process.stderr.write(`pasteur: ${error.message}\n`);
    process.exitCode = USAGE_ERROR;
  } else {
    throw error;
  }
}
