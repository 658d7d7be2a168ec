import { join } from 'node:path';
import { startAlertFleet } from '../support/alert-fleet.ts';
import { runChaos } from '../support/chaos-run.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';

const ALERTS = 2000;
const KILLS = 20;

/** Another one each time; to run one again, set PASTEUR_CHAOS_SEED to what it printed. */
const SEED = Number(process.env.PASTEUR_CHAOS_SEED ?? Math.floor(Math.random() * 1e9));

/** No rest between messages: an hour of Slack's pace would be needed otherwise. */
const PACE_MS = 0;

/** A few pages only, for a quick start. */
const environment = { PASTEUR_KNOWLEDGE: join(import.meta.dirname, '../../knowledge/nginx') };

test('a process on PGlite that is killed again and again shows each alert once', async () => {
  const fleet = await startAlertFleet({ paceMs: PACE_MS, environment });
  try {
    const figures = await runChaos({ fleet, seed: SEED, alerts: ALERTS, kills: KILLS });
    console.info(`PGlite, PASTEUR_CHAOS_SEED=${SEED}: ${JSON.stringify(figures)}`);
    expect(figures).toMatchObject({ accepted: ALERTS, faults: [] });
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

  test('three processes on PostgreSQL that are killed one after another show each alert once', async () => {
    const databaseUrl = await postgres.createDatabase();
    const fleet = await startAlertFleet({ databaseUrl, replicas: 3, paceMs: PACE_MS, environment });
    try {
      const figures = await runChaos({ fleet, seed: SEED, alerts: ALERTS, kills: KILLS });
      console.info(`PostgreSQL, PASTEUR_CHAOS_SEED=${SEED}: ${JSON.stringify(figures)}`);
      expect(figures).toMatchObject({ accepted: ALERTS, faults: [] });
    } finally {
      await fleet.close();
    }
  });
} else test.skip(missing, () => undefined);
