import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { z } from 'zod';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import { createTriage } from '../index.ts';
import { type CaseOutcome, judgeCase, type LabelledCase, type Metrics, measure } from './eval-metrics.ts';
import { formatSummaryFigures } from './eval-summary-figures.ts';
import type { CliIo } from './io.ts';
import { readKeptFeedback } from './kept-feedback.ts';
import { knowledgeOption, loadFolders } from './knowledge-folders.ts';
import { readInput } from './read-input.ts';

const CASE = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.array(z.string()),
  accept: z.array(z.string()).default([]),
});

/** Ranks are looked at this deep. */
const TOP = 10;

interface EvalFlags {
  readonly summary?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly note?: string;
  readonly json?: boolean;
  readonly fromFeedback?: boolean;
  readonly knowledge: readonly string[];
}

export function addEvalCommand(program: Command, io: CliIo): void {
  program
    .command('eval')
    .description('measure the answers to labelled pastes')
    .argument(
      '[file...]',
      'lines of {"id","text","expect":[…],"accept":[…]}; an empty expect means that nothing covers the text',
    )
    .option('--json', 'print the figures as one JSON object')
    .option('--from-feedback', 'replay what people voted on, as far as the texts of their pastes are kept')
    .addOption(knowledgeOption('folder of pages to use; repeatable'))
    .option('--summary', 'measure the model in place of the engine, on the pastes that no entry is said for')
    .option('--record <file>', 'with --summary: write down what the model answers')
    .option('--replay <file>', 'with --summary: take the answers from a recording in place of a model')
    .option('--note <text>', 'with --record: what made the recording')
    .addHelpText('after', VALIDATION)
    .action(async (files: string[], flags: EvalFlags) => {
      const cases = await casesOf(files, flags, io);
      const knowledge = await loadFolders(flags.knowledge);
      const triage = createTriage(knowledge);
      if (flags.summary === true || flags.record !== undefined || flags.replay !== undefined) {
        // Loaded only here: it brings the rules of redaction along.
        const { evalSummaries } = await import('./eval-summary.ts');
        const figures = await evalSummaries(cases, { ...flags, triage, entries: knowledge.entries, io });
        const text =
          flags.json === true ? JSON.stringify(figures, undefined, 2) : formatSummaryFigures(figures);
        io.stdout.write(`${text}\n`);
        return;
      }
      const bar = startBar(cases.length, io);
      const outcomes = cases.map((labelled) => {
        const outcome = judgeCase(labelled, triage(labelled.text, { top: TOP }));
        bar?.increment();
        return outcome;
      });
      bar?.stop();
      const metrics = measure(outcomes);
      const misses = outcomes.filter(isMiss);
      io.stdout.write(
        `${flags.json === true ? JSON.stringify({ ...metrics, misses }, undefined, 2) : format(metrics, misses)}\n`,
      );
    });
}

async function casesOf(
  files: readonly string[],
  { fromFeedback }: EvalFlags,
  io: CliIo,
): Promise<LabelledCase[]> {
  if (files.length === 0 && fromFeedback !== true) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      'eval has nothing to measure: name files of labelled pastes, or give --from-feedback.',
    );
  }
  const voted = fromFeedback === true ? await readKeptFeedback(io) : [];
  return [...voted, ...(await Promise.all(files.map((file) => readCases(file, io)))).flat()];
}

const VALIDATION = `
How the figures are validated: rules come from vendors' documentation and captured errors, never from the labelled
files; what is fitted to labelled pastes is the confidence alone (npm run fit), and its calibration is reported both
on all of them and out of fold, five folds that keep a topic's pastes together.`;

function isMiss({ isNegative, verdict, isStrictlyRight }: CaseOutcome): boolean {
  return isNegative ? verdict !== 'unmatched' : !isStrictlyRight;
}

async function readCases(file: string, io: CliIo): Promise<LabelledCase[]> {
  const { text } = await readInput([file], io);
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = CASE.safeParse(parseJson(line));
    if (parsed.success) return [parsed.data];
    const faults = parsed.error.issues
      .map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`)
      .join('; ');
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `${file}:${index + 1}: ${faults}. Expected {"id","text","expect":[…],"accept":[…]}.`,
    );
  });
}

/** What is not JSON fails the shape check, with the line's number. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function startBar(total: number, io: CliIo): SingleBar | undefined {
  if (io.stderr.isTTY !== true) return undefined;
  const bar = new SingleBar({ stream: process.stderr, format: '{bar} {value}/{total} pastes' });
  bar.start(total, 0);
  return bar;
}

function format(metrics: Metrics, misses: readonly CaseOutcome[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);
  const lines = [
    `${metrics.cases} pastes: ${metrics.positives} with an entry, ${metrics.negatives} with none`,
    `top-1, strict      ${percent(metrics.strictTop1)}   the expected entry first`,
    `top-1, lenient     ${percent(metrics.lenientTop1)}   an expected or accepted entry first`,
    `top-3, lenient     ${percent(metrics.lenientTop3)}`,
    `MRR                ${metrics.mrr.toFixed(3).padStart(8)}`,
    `matched            ${percent(metrics.matchedShare)}   of those with an entry`,
    `matched precision  ${percent(metrics.matchedPrecision)}`,
    `false alarms       ${percent(metrics.falseAlarms)}   of those with none; as matched ${percent(metrics.falseMatches).trim()}`,
    `ECE                ${metrics.ece.toFixed(3).padStart(8)}`,
    '',
    'confidence   pastes   said   right',
    ...metrics.bins.map(
      ({ from, to, count, confidence, accuracy }) =>
        `${from.toFixed(1)} to ${to.toFixed(1)}   ${String(count).padStart(6)}  ${percent(confidence)} ${percent(accuracy)}`,
    ),
  ];
  if (misses.length > 0) lines.push('', `${misses.length} not strictly right:`);
  for (const miss of misses) {
    const mark = miss.isNegative ? 'false alarm' : miss.isRight ? 'accepted' : 'wrong';
    lines.push(`  ${miss.id}  ${mark}; expected ${miss.expect.join(', ') || 'nothing'}; ${miss.reason}`);
  }
  return lines.join('\n');
}
