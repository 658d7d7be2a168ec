import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { LabelledCase } from '../../src/cli/eval-metrics.ts';
import { BUNDLED_KNOWLEDGE, createTriage, type Entry, loadKnowledge } from '../../src/index.ts';
import { createEngines, type Engine } from './engines.ts';
import { labelledPastes } from './labelled-pastes.ts';
import { sample } from './sampling.ts';
import { varyEntries } from './vary-entries.ts';

const ENTRY_COUNTS = [200, 2000, 20_000, 100_000];
const PASTE_BYTES = [100, 2_000, 40_000, 1_000_000];
const ROUNDS = 20;
/** An engine slower than this is timed in its first round: more would take minutes and say the same. */
const SLOW_MS = 10;

interface EntriesFigure {
  readonly count: number;
  readonly buildMs: number;
  readonly rssMb: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, count: { type: 'string' } },
});
const knowledge = await loadKnowledge(BUNDLED_KNOWLEDGE);
const { source, cases } = labelledPastes(knowledge);

if (values.count === undefined) await run();
else process.send?.(measureEntries(knowledge.entries, Number(values.count)));

async function run(): Promise<void> {
  const engines = createEngines(knowledge.entries).map((engine) => compare(engine, cases));
  const entries: EntriesFigure[] = [];
  for (const count of ENTRY_COUNTS) entries.push(await inOwnProcess(count));
  const pastes = measurePastes();
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ engines, entries, pastes }, undefined, 2)}\n`);
    return;
  }
  const print = (line = ''): void => void process.stdout.write(`${line}\n`);
  print(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node.js ${process.version}`);
  print(`${knowledge.entries.length} entries, ${cases.length} pastes from ${source}`);
  print('\nengine                   top-1   false alarms   median ms    p99 ms   samples');
  for (const { name, strictTop1, falseAlarms, medianMs, p99Ms, samples } of engines) {
    print(
      `${name.padEnd(22)} ${percent(strictTop1)} ${percent(falseAlarms).padStart(14)} ${fixed(medianMs)} ${fixed(p99Ms)} ${String(samples).padStart(9)}`,
    );
  }
  print('\nentries    build ms    RSS MB   median ms    p99 ms');
  for (const { count, buildMs, rssMb, medianMs, p99Ms } of entries) {
    print(
      `${String(count).padStart(7)} ${buildMs.toFixed(0).padStart(11)} ${rssMb.toFixed(0).padStart(9)} ${fixed(medianMs)} ${fixed(p99Ms)}`,
    );
  }
  print('\npaste bytes   median ms   floor ms   multiple of the floor (one tokenising regular expression)');
  for (const { bytes, medianMs, floorMs } of pastes) {
    print(
      `${String(bytes).padStart(11)} ${fixed(medianMs)} ${fixed(floorMs)} ${(medianMs / floorMs).toFixed(1).padStart(8)}`,
    );
  }
}

/** The first round gives the answers; the faster engines are timed in further rounds, when they are warm. */
function compare(engine: Engine, labelled: readonly LabelledCase[]) {
  const answers = new Map<string, readonly string[]>();
  const answer = ({ id, text }: LabelledCase): void => void answers.set(id, engine.answer(text));
  const first = sample(labelled, 1, answer, 0);
  const times = first.medianMs > SLOW_MS ? first : sample(labelled, ROUNDS, answer);
  const positives = labelled.filter(({ expect }) => expect.length > 0);
  const negatives = labelled.filter(({ expect }) => expect.length === 0);
  const firstOf = ({ id }: LabelledCase): string => answers.get(id)?.[0] ?? '';
  return {
    name: engine.name,
    strictTop1: share(positives, (labelledCase) => labelledCase.expect.includes(firstOf(labelledCase))),
    falseAlarms: share(negatives, (labelledCase) => firstOf(labelledCase) !== ''),
    medianMs: times.medianMs,
    p99Ms: times.p99Ms,
    samples: times.count,
  };
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / Math.max(1, items.length);
}

/** Memory is only honest in a process of its own. */
function inOwnProcess(count: number): Promise<EntriesFigure> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--count', String(count)]);
    let figure: EntriesFigure | undefined;
    child.on('message', (message: EntriesFigure) => {
      figure = message;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (figure === undefined)
        reject(new Error(`measuring ${count} entries ended with status ${code} and no figure`));
      else resolve(figure);
    });
  });
}

function measureEntries(entries: readonly Entry[], count: number): EntriesFigure {
  const varied = varyEntries(entries, count);
  const started = performance.now();
  const triage = createTriage({ entries: varied });
  const buildMs = performance.now() - started;
  const { medianMs, p99Ms } = sample(cases, 10, ({ text }) => void triage(text));
  return { count, buildMs, rssMb: process.memoryUsage().rss / 1024 / 1024, medianMs, p99Ms };
}

function measurePastes() {
  const triage = createTriage(knowledge);
  const chatter = cases.map(({ text }) => text).join('\n');
  return PASTE_BYTES.map((bytes) => {
    const text = chatter.repeat(Math.ceil(bytes / chatter.length)).slice(0, bytes);
    const rounds = bytes > 100_000 ? 20 : 200;
    return {
      bytes,
      medianMs: sample([text], rounds, () => void triage(text)).medianMs,
      floorMs: sample([text], rounds, () => void countWords(text)).medianMs,
    };
  });
}

function countWords(text: string): number {
  const word = /[\p{L}\p{N}_]+/gu;
  let count = 0;
  while (word.exec(text) !== null) count += 1;
  return count;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(7);
}

function fixed(ms: number): string {
  return ms.toFixed(3).padStart(11);
}
