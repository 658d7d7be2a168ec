import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RequestHeaders } from './sources/source.ts';
import { isSourceName } from './sources/source-names.ts';
import { MOST_BODY_BYTES, type Webhook, type WebhookResponse } from './webhook.ts';

const PATH = /^\/alerts(?:\/([^/?]*)(?:\/([^/?]+))?)?\/?$/;

/** How much of a body that is too long is read and thrown away, so that the sender gets to see the answer. */
const MOST_DRAINED_BYTES = 8 * MOST_BODY_BYTES;

/** Answers a request to `/alerts/…`; `false` means that the path is another one and nothing was done. */
export type WebhookListener = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export function createWebhookListener(
  webhook: Webhook,
  log: Pick<Logger, 'error'>,
  metrics?: Pick<Metrics, 'received'>,
): WebhookListener {
  return async (request, response) => {
    const url = addressOf(request);
    const path = url === undefined ? null : PATH.exec(url.pathname);
    if (url === undefined || path === null) return false;
    const source = decoded(path[1] ?? '');
    // Anybody can ask for any name: only those that there are become labels.
    const count = (status: number, alerts = 0): void =>
      metrics?.received({ source: isSourceName(source) ? source : 'unknown', status, alerts });
    const body = await readBody(request);
    if (body === 'aborted') return true;
    if (body === 'too long') {
      count(413);
      send(response, tooLong());
      return true;
    }
    try {
      const answer = await webhook({
        method: request.method ?? 'GET',
        source,
        ...(path[2] !== undefined && { team: decoded(path[2]) }),
        headers: headersOf(request),
        rawBody: body,
        query: url.searchParams,
        remote: request.socket.remoteAddress ?? '',
      });
      count(answer.status, answer.alerts.length);
      send(response, answer);
    } catch (error) {
      log.error({ err: error }, 'a message of alerts could not be answered');
      count(500);
      send(response, {
        status: 500,
        headers: { 'retry-after': '30' },
        body: { error: 'something went wrong here; send the message again later' },
      });
    }
    return true;
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too long' | 'aborted'> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_DRAINED_BYTES) return 'too long';
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      length += bytes.length;
      if (length <= MOST_BODY_BYTES) chunks.push(bytes);
      if (length > MOST_DRAINED_BYTES) return 'too long';
    }
  } catch {
    // The sender has gone and no longer waits for an answer.
    return 'aborted';
  }
  return length > MOST_BODY_BYTES ? 'too long' : Buffer.concat(chunks);
}

function tooLong(): Omit<WebhookResponse, 'alerts'> {
  return {
    status: 413,
    headers: { connection: 'close' },
    body: { error: `the body may have at most ${MOST_BODY_BYTES} bytes` },
  };
}

function send(response: ServerResponse, { status, headers, body }: Omit<WebhookResponse, 'alerts'>): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(`${JSON.stringify(body)}\n`);
}

function headersOf(request: IncomingMessage): RequestHeaders {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function addressOf(request: IncomingMessage): URL | undefined {
  const address = `http://localhost${request.url ?? ''}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
