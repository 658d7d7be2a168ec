import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database/database.ts';
import { startAlertFleet } from '../support/alert-fleet.ts';
import { pageWith } from '../support/pages.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';
import { runQuestions } from '../support/question-run.ts';

const QUESTIONS = 150;
/** A second. Two processes answer while one is down, so that fewer kills would fit in. */
const RATE = { one: 5, two: 2.5 };

/** A question counts as cut off after 50 seconds, and is looked for every 15. */
const FORGOTTEN_S = 120;

/** Another one each time; to run one again, set PASTEUR_CHAOS_SEED to what it printed. */
const SEED = Number(process.env.PASTEUR_CHAOS_SEED ?? Math.floor(Math.random() * 1e9));

/** One answer is a single message, one several with a file, and one that nothing is known. */
const TEXTS = ['the only short error', 'the only long error', 'nothing that any page knows of'];
const STEPS = Array.from({ length: 40 }, (_, step) => `${step + 1}. ${'Look at it once more. '.repeat(60)}`);

let knowledge: string;
beforeAll(async () => {
  knowledge = await mkdtemp(join(tmpdir(), 'pasteur-questions-'));
  await writeFile(join(knowledge, 'short.md'), pageWith('Short', [`"${TEXTS[0]}"`]));
  const long = pageWith('Long', [`"${TEXTS[1]}"`]).replace('1. Do it.', STEPS.join('\n'));
  await writeFile(join(knowledge, 'long.md'), long);
});
afterAll(() => rm(knowledge, { recursive: true }));

const run = { seed: SEED, questions: QUESTIONS, texts: TEXTS };

test('a process on PGlite that is killed again and again answers each question once', async () => {
  const fleet = await startAlertFleet({ environment: { PASTEUR_KNOWLEDGE: knowledge } });
  try {
    const figures = await runQuestions({ ...run, fleet, rate: RATE.one, drainMs: 60_000 });
    console.info(`PGlite, PASTEUR_CHAOS_SEED=${SEED}: ${JSON.stringify(figures)}`);
    expect(figures).toMatchObject({ acknowledged: QUESTIONS, faults: [] });
    expect(figures.takenUp).toBeGreaterThan(0);
  } finally {
    await fleet.close();
  }
});

const missing = process.env.CI === 'true' ? undefined : postgresMissing();
if (missing === undefined) {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('two processes on PostgreSQL that are killed one after another answer each question once, and keep none', async () => {
    const databaseUrl = await postgres.createDatabase();
    const environment = { PASTEUR_KNOWLEDGE: knowledge };
    const fleet = await startAlertFleet({ databaseUrl, replicas: 2, environment });
    try {
      const figures = await runQuestions({ ...run, fleet, rate: RATE.two, drainMs: 180_000 });
      console.info(`PostgreSQL, PASTEUR_CHAOS_SEED=${SEED}: ${JSON.stringify(figures)}`);
      expect(figures).toMatchObject({ acknowledged: QUESTIONS, faults: [] });
      expect(figures.takenUp).toBeGreaterThan(0);
      // What was answered but not noted is looked at again once it counts as cut off.
      const database = await openDatabase({ url: databaseUrl });
      const kept = () => database.query('SELECT event_id FROM pasteur.deliveries WHERE body IS NOT NULL');
      for (let look = 0; look < FORGOTTEN_S && (await kept()).length > 0; look++) await pause(1000);
      const left = await kept();
      await database.close();
      expect(left).toEqual([]);
    } finally {
      await fleet.close();
    }
  });
} else test.skip(missing, () => undefined);
