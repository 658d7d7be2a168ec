import { createServer } from 'node:net';
import type { Finding } from '../finding.ts';

export interface PortUse {
  readonly check: string;
  readonly host: string;
  readonly port: number;
  /** What it is for, as the end of a sentence. */
  readonly use: string;
}

/** Whether a server could listen there now. */
export async function examinePort({ check, host, port, use }: PortUse): Promise<Finding> {
  if (port === 0) return { check, level: 'ok', message: `the start takes a free port; ${use}` };
  const code = await tryListen(host, port);
  const where = `port ${port} on ${host}`;
  if (code === undefined) return { check, level: 'ok', message: `${where} is free; ${use}` };
  if (code === 'EADDRINUSE') {
    const cure = 'nothing, where that is Pasteur itself; otherwise stop that program, or set another port';
    return { check, level: 'warn', message: `${where} is taken; ${use}`, cure };
  }
  const cure = 'set PORT to one from 1024 to 65535, and HOST to an address of this machine';
  return { check, level: 'fail', message: `${where} cannot be listened on (${code})`, cure };
}

/** The code of what went wrong; undefined when nothing did. */
function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
