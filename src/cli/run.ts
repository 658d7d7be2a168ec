import { Command, CommanderError } from 'commander';
import { PasteurError } from '../errors.ts';
import { addCheckCommand } from './check.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEvalCommand } from './eval.ts';
import { USAGE_ERROR } from './exit-status.ts';
import { addGapsCommand } from './gaps.ts';
import type { CliIo } from './io.ts';
import { addRedactCommand } from './redact.ts';
import { addStartCommand } from './start.ts';
import { addTriageCommand } from './triage.ts';

/** Runs one command line, without the program's name; what goes wrong is told on standard error. */
export async function runCommandLine(args: readonly string[], io: CliIo): Promise<void> {
  const program = new Command('pasteur')
    .description('Paste an error, get its cause and its cure.')
    .version('0.1.0')
    .showHelpAfterError('(pasteur --help lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  addTriageCommand(program, io);
  addCheckCommand(program, io);
  addRedactCommand(program, io);
  addEvalCommand(program, io);
  addGapsCommand(program, io);
  addDoctorCommand(program, io);
  addStartCommand(program, io);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed help or what was wrong; its own status 0 stands for --help and --version.
      io.exitWith(error.exitCode === 0 ? 0 : USAGE_ERROR);
    } else if (error instanceof PasteurError) {
      io.stderr.write(`pasteur: ${error.message}\n`);
      io.exitWith(USAGE_ERROR);
    } else {
      throw error;
    }
  }
}
