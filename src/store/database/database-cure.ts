import { errorCode } from './error-code.ts';

const OF_SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'free space on the disk that holds the database',
  EROFS: 'mount the disk that holds the database so that it can be written',
  EIO: 'check the disk that holds the database',
  EACCES: 'let this process write the folder that holds the database',
};

/** By the first characters of an SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const OF_SQLSTATE: readonly (readonly [start: string, cure: string])[] = [
  ['53100', 'free space on the disk that holds the database'],
  ['53300', "raise PostgreSQL's max_connections, or run fewer processes: each takes up to ten connections"],
  ['53', 'give the database more memory or disk'],
  ['58', 'check the disk that holds the database'],
  ['25006', 'set DATABASE_URL to the primary: this PostgreSQL takes no writes'],
  ['28', 'set DATABASE_URL to a user and password that PostgreSQL lets in'],
  ['3D', 'make the database that DATABASE_URL names'],
  ['42501', 'give the user of DATABASE_URL the right to make and write the schemas pasteur and pasteur_jobs'],
];

const OTHERWISE =
  'check that the database runs and can be reached; nothing that was accepted is lost, and work goes on by itself once it answers';

/** What somebody can do about a statement that failed. */
export function databaseCure(error: unknown): string {
  const code = errorCode(error) ?? '';
  return (
    OF_SYSTEM[code] ??
    (code.length === 5 ? OF_SQLSTATE.find(([start]) => code.startsWith(start))?.[1] : undefined) ??
    OTHERWISE
  );
}
