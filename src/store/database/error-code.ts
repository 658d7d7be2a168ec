/**
 * The code of an error of the system (`EEXIST`) or of PostgreSQL (its SQLSTATE, such as `40P01`); undefined for others.
 * Errors are not asked for their class: those of Node.js itself come from another realm when tests run.
 */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
