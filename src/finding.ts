/** `ok`: nothing to do. `warn`: works, but not as somebody may expect. `fail`: does not work until it is mended. */
export type FindingLevel = 'ok' | 'warn' | 'fail';

/** What an examination found. Neither text holds a secret. */
export interface Finding {
  /** What was looked at, such as `database`. */
  readonly check: string;
  readonly level: FindingLevel;
  readonly message: string;
  /** What to do; undefined where there is nothing to be done. */
  readonly cure?: string | undefined;
}
