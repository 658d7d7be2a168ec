import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { postgresMissing } from '../../support/postgres.ts';
import { type Run, type RunFigures, runAlerts } from './run-alerts.ts';

const USAGE = `Usage: npm run bench:alerts -- [options]

Sends alerts to whole processes of Pasteur before an emulated Slack, and counts in Slack what arrived: each accepted
alert must have a thread of its own or be covered by the one summary of its storm.

  --engine NAME   pglite or postgresql (with 1 and with 3 processes); default both
  --alerts N      alerts a run, 1 to 100000; default 10000
  --seconds N     time over which they are due, 1 to 600; default 60
  --senders N     senders at once, each with one connection, 1 to 200; default 20
  --groups N      groups that the alerts belong to, 1 to 1000; default 10
  --json          print one JSON array with one object a run
  --help
`;

const RUNS: readonly Run[] = [
  { engine: 'pglite', replicas: 1 },
  { engine: 'postgresql', replicas: 1 },
  { engine: 'postgresql', replicas: 3 },
];

const COLUMNS: readonly (readonly [keyof RunFigures, string])[] = [
  ['engine', 'engine'],
  ['replicas', 'replicas'],
  ['sent', 'sent'],
  ['accepted', 'accepted'],
  ['inSlack', 'in Slack'],
  ['lost', 'lost'],
  ['doubled', 'doubled'],
  ['acceptP50Ms', 'p50 ms'],
  ['acceptP99Ms', 'p99 ms'],
  ['acceptMaxMs', 'max ms'],
  ['slackCalls', 'Slack calls'],
  ['cards', 'threads'],
  ['summaries', 'summaries'],
  ['rssBeforeMb', 'MB before'],
  ['rssMb', 'MB after'],
  ['sendSeconds', 'sent in s'],
  ['drainSeconds', 'shown s later'],
];

const { engine, isJson, ...options } = readOptions();
const missing = postgresMissing();
const figures: RunFigures[] = [];
for (const run of RUNS.filter((each) => engine === undefined || each.engine === engine)) {
  if (run.engine === 'postgresql' && missing !== undefined) process.stderr.write(`${missing}\n`);
  else figures.push(await runAlerts(run, options));
}
process.stdout.write(isJson ? `${JSON.stringify(figures)}\n` : table(figures));
if (figures.some(({ lost, doubled, sent, accepted }) => lost + doubled > 0 || accepted < sent))
  process.exitCode = 1;

function readOptions() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      options: {
        engine: text,
        alerts: text,
        seconds: text,
        senders: text,
        groups: text,
        json: flag,
        help: flag,
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const { engine: name } = values;
    if (name !== undefined && name !== 'pglite' && name !== 'postgresql') {
      throw new Error(`--engine must be pglite or postgresql, got "${name}"`);
    }
    return {
      engine: name,
      isJson: values.json,
      alerts: wholeNumber('alerts', values.alerts ?? '10000', 100_000),
      seconds: wholeNumber('seconds', values.seconds ?? '60', 600),
      senders: wholeNumber('senders', values.senders ?? '20', 200),
      groups: wholeNumber('groups', values.groups ?? '10', 1000),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw new Error(`--${name} must be a whole number from 1 to ${most}, got "${text}"`);
}

function table(rows: readonly RunFigures[]): string {
  const cells = [
    COLUMNS.map(([, title]) => title),
    ...rows.map((row) => COLUMNS.map(([key]) => String(row[key]))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}`;
  const lines = cells.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  return `${[machine, ...lines].join('\n')}\n`;
}
