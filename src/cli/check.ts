import { readFile, writeFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { type Command, Option } from 'commander';
import { BUNDLED_KNOWLEDGE } from '../knowledge/bundled-knowledge.ts';
import { checkKnowledge } from '../knowledge/check/check-knowledge.ts';
import { fixPage } from '../knowledge/check/fix.ts';
import { readOrdinaryTexts } from '../knowledge/check/ordinary-texts.ts';
import { checkReport, formatFaults, formatGithub } from '../knowledge/check/report.ts';
import { type LoadedKnowledge, loadKnowledge } from '../knowledge/load-knowledge.ts';
import { decodePage } from '../knowledge/page-text.ts';
import { createTriage } from '../triage/create-triage.ts';
import type { CliIo } from './io.ts';
import { knowledgeOption } from './knowledge-folders.ts';

interface CheckFlags {
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly format: 'text' | 'github';
  readonly knowledge: readonly string[];
}

const SOUND = 0;
const FAULTY = 1;
/** Below this a check is over before a bar could be read. */
const ENTRIES_FOR_A_BAR = 300;

export function addCheckCommand(program: Command, io: CliIo): void {
  program
    .command('check')
    .description('name what is wrong with the pages of a knowledge base, and run their examples')
    .argument('[folder...]', 'folders of pages, or single pages; the bundled ones where none is named')
    .addOption(knowledgeOption('the same as a folder; repeatable'))
    .option('--json', 'print one JSON object: {"pages", "entries", "faults"}')
    .option(
      '--fix',
      'mend line ends, misspelled keys, the order of `related` and blanks around phrases, then check',
    )
    .addOption(
      new Option('--format <format>', 'how to print the faults').choices(['text', 'github']).default('text'),
    )
    .addHelpText(
      'after',
      '\nExit status: 0 no error (there may be warnings), 1 errors, 2 usage or input error.',
    )
    .action(async (folders: string[], flags: CheckFlags) => {
      const named = [...flags.knowledge, ...folders];
      const where = named.length > 0 ? named : BUNDLED_KNOWLEDGE;
      if (flags.fix === true) await fixPages(await loadKnowledge(where), io);
      const knowledge = await loadKnowledge(where);
      const bar = progressBar(knowledge.entries.length, io);
      const faults = await checkKnowledge({
        knowledge,
        createTriage,
        ordinaryTexts: await readOrdinaryTexts(),
        today: new Date().toISOString().slice(0, 10),
        onProgress: (done) => bar?.update(done),
      });
      bar?.stop();
      const report = checkReport(knowledge, faults);
      if (flags.json === true) io.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
      else io.stdout.write(flags.format === 'github' ? formatGithub(faults) : formatFaults(report));
      io.exitWith(faults.some(({ level }) => level === 'error') ? FAULTY : SOUND);
    });
}

/** Mends the pages that were written for Pasteur and can be read; other teams' pages are theirs. */
async function fixPages({ pages }: LoadedKnowledge, io: CliIo): Promise<void> {
  for (const { page, path, isOurs, isBroken } of pages) {
    if (!isOurs || isBroken) continue;
    const decoded = decodePage(await readFile(path));
    if (!decoded.ok) continue;
    const fixed = fixPage(decoded.text);
    if (fixed === decoded.text) continue;
    await writeFile(path, fixed);
    io.stderr.write(`mended ${page}\n`);
  }
}

function progressBar(entries: number, io: CliIo): SingleBar | undefined {
  if (entries < ENTRIES_FOR_A_BAR || io.stderr.isTTY !== true) return undefined;
  const bar = new SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    format: 'checking {bar} {value}/{total}',
  });
  bar.start(entries, 0);
  return bar;
}
