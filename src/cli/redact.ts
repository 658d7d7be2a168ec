import type { Command } from 'commander';
import type { Redaction } from '../summary/redact/redact.ts';
import { ANSWERED } from './exit-status.ts';
import type { CliIo } from './io.ts';
import { readInput } from './read-input.ts';

interface RedactFlags {
  readonly json?: boolean;
}

export function addRedactCommand(program: Command, io: CliIo): void {
  program
    .command('redact')
    .description('print a text as it would be sent to a model: secrets, addresses and names taken out')
    .argument('[file...]', 'files to read, as one text; standard input where none is named')
    .option('--json', 'print one JSON object: {"text", "replacements": [{"placeholder", "kind", "count"}]}')
    .addHelpText(
      'after',
      '\nNothing is sent anywhere. Exit status: 0 done, 2 usage or input error, or a text that cannot be redacted for sure; then nothing is printed.',
    )
    .action(async (files: string[], flags: RedactFlags) => {
      const { text, notes } = await readInput(files, io);
      for (const note of notes) io.stderr.write(`note: ${note}\n`);
      // Loaded here: the other commands start faster without its rules.
      const { createRedactor } = await import('../summary/redact/redact.ts');
      const redactor = await createRedactor();
      const redaction = await redactor.redact(text);
      io.stdout.write(
        flags.json === true ? `${JSON.stringify(asJson(redaction), undefined, 2)}\n` : redaction.text,
      );
      if (io.stderr.isTTY === true) io.stderr.write(`${summaryOf(redaction)}\n`);
      io.exitWith(ANSWERED);
    });
}

function asJson({ text, replacements }: Redaction): Record<string, unknown> {
  return {
    text,
    replacements: replacements.map(({ placeholder, kind, count }) => ({ placeholder, kind, count })),
  };
}

function summaryOf({ replacements }: Redaction): string {
  if (replacements.length === 0) return 'Nothing had to be taken out.';
  const values = new Map<string, number>();
  for (const { kind } of replacements) values.set(kind, (values.get(kind) ?? 0) + 1);
  const places = replacements.reduce((sum, { count }) => sum + count, 0);
  const kinds = [...values].map(([kind, count]) => `${kind} ${count}`).join(', ');
  return `Taken out at ${places} ${places === 1 ? 'place' : 'places'}: ${kinds}.`;
}
