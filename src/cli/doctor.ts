import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Finding, FindingLevel } from '../finding.ts';
import { ANSWERED, UNANSWERED } from './exit-status.ts';
import type { CliIo } from './io.ts';

interface DoctorFlags {
  readonly json?: boolean;
}

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

export function addDoctorCommand(program: Command, io: CliIo): void {
  program
    .command('doctor')
    .description('look at settings, knowledge, Slack, database and model, and say what to mend')
    .option(
      '--json',
      'print one JSON object: {"isWell", "findings": [{"check", "level", "message", "cure"}]}',
    )
    .addHelpText(
      'after',
      `
Settings come from the environment and from .env, as for start. Posts nothing and changes nothing; where a model is
set up, it is asked one short question. /triage doctor in Slack looks at a Pasteur that runs.

Exit status: 0 nothing fails (there may be warnings), 1 something does, 2 usage error.`,
    )
    .action(async (flags: DoctorFlags) => {
      // Loaded here: the other commands need neither Bolt nor a database, and start faster without them.
      const [{ config }, { examine }] = await Promise.all([import('dotenv'), import('../app/examine.ts')]);
      const environment = { ...io.environment };
      config({ quiet: true, processEnv: environment });
      const findings = await examine({ environment, now: Date.now });
      const isWell = findings.every(({ level }) => level !== 'fail');
      io.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ isWell, findings }, undefined, 2)}\n`
          : `${format(findings, io.stdout.isTTY === true)}\n`,
      );
      io.exitWith(isWell ? ANSWERED : UNANSWERED);
    });
}

function format(findings: readonly Finding[], hasColour: boolean): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const paint = (level: FindingLevel): string => {
    const text = level.padEnd(4);
    return hasColour ? styleText(COLOURS[level], text, { validateStream: false }) : text;
  };
  return findings
    .flatMap(({ check, level, message, cure }) => [
      `${paint(level)}  ${check.padEnd(width)}  ${message}`,
      ...(cure === undefined ? [] : [`${' '.repeat(width + 8)}to do: ${cure}`]),
    ])
    .join('\n');
}
