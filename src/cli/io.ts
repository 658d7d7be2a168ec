import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
type Terminal<Stream> = Stream & { readonly isTTY?: boolean };

/** What a command reads and writes; the process's own streams, or a test's. */
export interface CliIo {
  readonly stdin: Terminal<Readable>;
  readonly stdout: Terminal<Writable>;
  readonly stderr: Terminal<Writable>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Says how the run ended; the last call counts. */
  exitWith(status: number): void;
}
