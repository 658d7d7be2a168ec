import { createPgliteDatabase } from './pglite.ts';
import { createPostgresDatabase } from './postgres.ts';

/** A row as the driver gave it: callers check it, with a zod schema of theirs, before they rely on it. */
export type Row = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** Somebody waits who gives up soon: on PGlite, which runs one at a time, it goes before all others. Default false. */
  readonly isUrgent?: boolean;
}

/** What runs statements: the database, or one transaction of it. */
export interface Queryable {
  /** Runs one statement; `$1` and on stand for the values. */
  query(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<readonly Row[]>;
}

/** One transaction. Its statements are undone together when the work throws. */
export interface Transaction extends Queryable {
  /** Runs several statements without values, such as a migration; none of them may begin or end a transaction. */
  script(text: string): Promise<void>;
  /** Calls `action` once the transaction has been committed; never when it was undone. */
  afterCommit(action: () => void): void;
}

/**
 * One SQL dialect on two engines. Both speak PostgreSQL, but the statements must run on version 15.
 * Read whole numbers as `::int`: the engines give `bigint`, `numeric` and `interval` in different JavaScript types.
 * Dates (`timestamptz`) and `jsonb` come the same from both.
 */
export interface Database extends Queryable {
  readonly engine: Engine;
  /**
   * Runs work in a transaction (read committed). Work that lost a deadlock or a serialization race is run anew, up to
   * three times, so it must have no effects but those on the database. Inside it use only the transaction: PGlite has
   * one connection, and a call to the database itself would wait for ever, so it is refused.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** The database's clock, the one that all time comparisons go by. */
  now(): Promise<Date>;
  /** Waits for running statements, then closes. Closing twice is harmless. */
  close(): Promise<void>;
}

/** `pglite`: in this process, which has the folder to itself; `postgres`: a server that many processes may share. */
export type Engine = 'pglite' | 'postgres';

export interface DatabaseOptions {
  /** Address of a PostgreSQL server, `postgres://…`; when it is set, `folder` does not count. */
  readonly url?: string | undefined;
  /** Folder of the database in this process; made when missing. Undefined keeps everything in memory, for tests. */
  readonly folder?: string | undefined;
  /** Connections to a server, at most; default 10. */
  readonly maxConnections?: number | undefined;
  /** Told when an idle connection to the server breaks; the next statement opens a new one. */
  readonly onConnectionLost?: ((error: Error) => void) | undefined;
}

/**
 * Opens the database; its tables are made by `migrate`.
 * @throws PasteurError DATA_FOLDER_IN_USE, DATA_FOLDER_UNUSABLE or DATABASE_UNREACHABLE.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined
    ? createPgliteDatabase(options.folder)
    : createPostgresDatabase(options.url, options);
}
