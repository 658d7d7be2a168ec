import { type PostgresServer, postgresMissing, startPostgres } from '../../support/postgres.ts';
import { describeStore } from '../contract.ts';

const missing = process.env.CI === 'true' ? undefined : postgresMissing();

if (missing === undefined) {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  describeStore('PostgreSQL', async () => server?.createDatabase());
} else {
  test.skip(missing, () => undefined);
}
