import { createServer } from 'node:http';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { WebhookListener } from './webhook-http.ts';

export interface AlertServer {
  /** Base address; systems post to `/alerts/<system>` below it. */
  readonly url: string;
  /** Takes no more requests and waits for those that run. */
  close(): Promise<void>;
}

/**
 * A server for alerts or for the process itself, where Slack posts to none or they are asked for from another network.
 * `setting` names what chose the port; default PASTEUR_ALERT_PORT.
 */
export async function startAlertServer(
  listener: WebhookListener,
  {
    host,
    port,
    setting = 'PASTEUR_ALERT_PORT',
  }: { readonly host: string; readonly port: number; readonly setting?: string },
): Promise<AlertServer> {
  const server = createServer((request, response) => {
    listener(request, response).then(
      (isAnswered) => {
        if (!isAnswered) response.writeHead(404).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `Port ${port} on ${host} is in use. Stop the program that has it, or set ${setting} to a free one.`;
      const isTaken = cause.code === 'EADDRINUSE';
      reject(isTaken ? new PasteurError(ERROR_CODES.portInUse, message, { cause }) : cause);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
