import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import { createTriage, type Triage, type TriageResult } from '../index.ts';
import { buildAnswer } from '../slack/blocks/answer.ts';
import { ANSWERED, UNANSWERED, USAGE_ERROR } from './exit-status.ts';
import { formatAnswer } from './format-answer.ts';
import type { CliIo } from './io.ts';
import { knowledgeOption, loadFolders } from './knowledge-folders.ts';
import { readInput } from './read-input.ts';
import { resultJson } from './result-json.ts';

interface TriageFlags {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly explain?: boolean;
  readonly blocks?: boolean;
  readonly knowledge: readonly string[];
  readonly top: number;
}

export function addTriageCommand(program: Command, io: CliIo): void {
  program
    .command('triage')
    .description('answer an error with its causes and steps; reads the files as one text, or standard input')
    .argument('[file...]', 'logs or messages to read')
    .option('--json', 'print the answer as one JSON object')
    .option('--jsonl', 'read {"id","text"} lines and write a result line for each, in order')
    .option('--explain', 'show what fired, where, and every part of the score')
    .option('--blocks', 'print the Slack messages that would be posted, as JSON')
    .addOption(knowledgeOption('folder of pages to use; repeatable'))
    .option('--top <n>', 'how many entries to show, 1 to 20', readTop, 3)
    .addHelpText('after', '\nExit status: 0 matched or similar, 1 unmatched, 2 usage or input error.')
    .action(async (files: string[], flags: TriageFlags) => {
      const knowledge = await loadFolders(flags.knowledge);
      for (const fault of knowledge.faults.filter(({ level }) => level === 'error')) {
        io.stderr.write(`${fault.page}:${fault.line}:${fault.column}: ${fault.message}. ${fault.cure}\n`);
      }
      const triage = createTriage(knowledge);
      io.exitWith(
        flags.jsonl === true
          ? await triageLines(io, triage, flags, files)
          : await triageText(io, triage, flags, files),
      );
    });
}

async function triageText(
  io: CliIo,
  triage: Triage,
  flags: TriageFlags,
  files: readonly string[],
): Promise<number> {
  const { text, notes } = await readInput(files, io);
  for (const note of notes) io.stderr.write(`note: ${note}\n`);
  const result = triage(text, { top: flags.top });
  io.stdout.write(`${render(io, result, text, flags)}\n`);
  return statusOf(result);
}

function render(io: CliIo, result: TriageResult, text: string, flags: TriageFlags): string {
  if (flags.blocks === true)
    return JSON.stringify(buildAnswer(result, { paste: { text, isEscaped: false } }), undefined, 2);
  if (flags.json === true) return JSON.stringify(resultJson(result, flags.explain === true), undefined, 2);
  const hasColour = io.stdout.isTTY === true && io.environment.NO_COLOR === undefined;
  return formatAnswer(result, { hasColour, isExplained: flags.explain === true });
}

async function triageLines(
  io: CliIo,
  triage: Triage,
  flags: TriageFlags,
  files: readonly string[],
): Promise<number> {
  let status = ANSWERED;
  const lines =
    files.length === 0 ? createInterface({ input: io.stdin }) : (await readInput(files, io)).text.split('\n');
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readCase(line);
    if ('fault' in read) {
      status = USAGE_ERROR;
      io.stderr.write(
        `line ${number}: ${read.fault}. Expected one JSON object a line: {"id": "…", "text": "…"}.\n`,
      );
      io.stdout.write(`${JSON.stringify({ id: null, error: `line ${number}: ${read.fault}` })}\n`);
      continue;
    }
    const result = resultJson(triage(read.text, { top: flags.top }), flags.explain === true);
    io.stdout.write(`${JSON.stringify({ id: read.id, ...result })}\n`);
  }
  return status;
}

function readCase(
  line: string,
): { readonly id: unknown; readonly text: string } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { fault: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (typeof value !== 'object' || value === null || !('text' in value)) return { fault: 'no "text" field' };
  if (typeof value.text !== 'string') return { fault: `"text" must be a string, got ${typeof value.text}` };
  return { id: 'id' in value ? value.id : null, text: value.text };
}

function statusOf(result: TriageResult): number {
  return result.verdict === 'unmatched' ? UNANSWERED : ANSWERED;
}

function readTop(value: string): number {
  const top = Number(value);
  if (!Number.isInteger(top) || top < 1 || top > 20)
    throw new InvalidArgumentError('Expected a whole number from 1 to 20.');
  return top;
}
