import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import { groupTexts, type TextGroup } from '../index.ts';
import { ANSWERED, USAGE_ERROR } from './exit-status.ts';
import type { CliIo } from './io.ts';
import { readKeptGaps } from './kept-gaps.ts';

interface GapsFlags {
  readonly from?: string;
  readonly json?: boolean;
}

/** A line of the file. */
interface GapLine {
  readonly text: string;
  readonly at?: string;
}

export function addGapsCommand(program: Command, io: CliIo): void {
  program
    .command('gaps')
    .description('group texts that no page answers, most frequent first: what to write next')
    .option(
      '--from <file>',
      'file of {"id","text"} lines, with "at" (ISO 8601) where known; - for standard input; default: what people asked, from the database',
    )
    .option(
      '--json',
      'print one JSON object: {"groups": [{"template", "count", "firstSeen", "lastSeen", "example"}]}',
    )
    .addHelpText(
      'after',
      '\nIds, numbers, addresses, hosts, times and paths do not count: a thousand lines of one cause make one group.\nExit status: 0 done, 2 usage or input error.',
    )
    .action(async (flags: GapsFlags) => {
      const { groups, status } =
        flags.from === undefined ? await readKeptGaps(io) : await readFile(flags.from, io);
      io.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ groups: groups.map(asJson) }, undefined, 2)}\n`
          : format(groups),
      );
      io.exitWith(status);
    });
}

async function readFile(
  file: string,
  io: CliIo,
): Promise<{ readonly groups: readonly TextGroup[]; readonly status: number }> {
  const { lines, status } = await readLines(file, io);
  return { groups: groupTexts(lines), status };
}

/** Reads all lines; those that cannot be read are told, and the others still count. */
async function readLines(
  file: string,
  io: CliIo,
): Promise<{ readonly lines: readonly GapLine[]; readonly status: number }> {
  const lines: GapLine[] = [];
  let status = ANSWERED;
  let number = 0;
  try {
    const input = file === '-' ? io.stdin : (await open(file)).createReadStream();
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() === '') continue;
      const read = readLine(line);
      if ('fault' in read) {
        status = USAGE_ERROR;
        io.stderr.write(
          `line ${number}: ${read.fault}. Expected one JSON object a line: {"id": "…", "text": "…"}.\n`,
        );
      } else lines.push(read);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `cannot read ${file}: ${reason}. Check the name and the right to read it.`,
      { cause: error },
    );
  }
  return { lines, status };
}

function readLine(line: string): GapLine | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { fault: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (typeof value !== 'object' || value === null || !('text' in value)) return { fault: 'no "text" field' };
  const { text } = value;
  if (typeof text !== 'string') return { fault: `"text" must be a string, got ${typeof text}` };
  if (text.trim() === '') return { fault: '"text" is empty' };
  const at: unknown = 'at' in value ? value.at : undefined;
  if (at === undefined || at === null) return { text };
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) {
    return { fault: `"at" must be a time in ISO 8601, got ${JSON.stringify(at)}` };
  }
  return { text, at: new Date(at).toISOString() };
}

function asJson({ template, count, firstSeen, lastSeen, example }: TextGroup): Record<string, unknown> {
  return {
    template,
    count,
    firstSeen: firstSeen ?? null,
    lastSeen: lastSeen ?? null,
    example: example ?? null,
  };
}

function format(groups: readonly TextGroup[]): string {
  if (groups.length === 0) return 'Nothing that no page answers.\n';
  const width = String(groups[0]?.count ?? 0).length;
  return groups
    .map(({ template, count, lastSeen }) => {
      const since = lastSeen === undefined ? '' : `  (last ${lastSeen})`;
      return `${String(count).padStart(width)}  ${template}${since}\n`;
    })
    .join('');
}
