import { Client, Pool, type PoolClient } from 'pg';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import type { Database, DatabaseOptions, Row, Transaction } from './database.ts';
import { readClock } from './database-clock.ts';
import { runAgainAfterRace } from './run-again.ts';
import { createTransactionGuard } from './transaction-guard.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;
/** No statement of ours takes so long; one that does hangs on a lock or a dead network. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** Connects to a PostgreSQL server. */
export async function createPostgresDatabase(url: string, options: DatabaseOptions): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: options.maxConnections ?? MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'pasteur',
  });
  // Without a listener a broken idle connection ends the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  const database = wrap(pool);
  try {
    await database.now();
    return database;
  } catch (error) {
    await pool.end();
    throw unreachable(url, error);
  }
}

function wrap(pool: Pool): Database {
  const guard = createTransactionGuard();
  let closing: Promise<void> | undefined;
  const query = async (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    guard.refuseInside();
    return (await pool.query<Row>(text, [...values])).rows;
  };
  return {
    engine: 'postgres',
    query,
    transaction: async (work) => {
      guard.refuseInside();
      return runAgainAfterRace(async () => {
        const actions: (() => void)[] = [];
        const result = await withClient(pool, async (client) => {
          const transaction: Transaction = {
            query: async (text, values = []) => (await client.query<Row>(text, [...values])).rows,
            script: async (text) => {
              await client.query(text);
            },
            afterCommit: (action) => actions.push(action),
          };
          await client.query('BEGIN');
          const value = await guard.within(() => work(transaction));
          await client.query('COMMIT');
          return value;
        });
        for (const action of actions) action();
        return result;
      });
    },
    now: () => readClock({ query }),
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** Takes a connection for the work; after a failure it goes back to the pool only when it could be rolled back. */
async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A checked-out connection that breaks tells its listener as well as the running statement.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** Names the server without its password. */
function unreachable(url: string, cause: unknown): PasteurError {
  const { host, port, database, user } = new Client({ connectionString: url });
  const reason = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : String(cause);
  return new PasteurError(
    ERROR_CODES.databaseUnreachable,
    `PostgreSQL at ${host}:${port} (database ${database}, user ${user}) did not answer: ${reason}. Check that it runs and that DATABASE_URL names it rightly.`,
    { cause },
  );
}
