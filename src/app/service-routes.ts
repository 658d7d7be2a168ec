import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';

/** One thing without which Pasteur does not do its work. */
export interface Check {
  /** Such as `database`. */
  readonly name: string;
  /** Resolves when it is well; rejects with what is wrong, in words that may be read by anybody. */
  readonly run: () => Promise<void>;
}

export interface ServiceOptions {
  readonly metrics: Metrics;
  /** What `/readyz` asks. */
  readonly checks: () => readonly Check[];
}

/** Answers a request for the process itself; `false` means that the path is another one and nothing was done. */
export type ServiceListener = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export const SERVICE_PATHS = ['/healthz', '/readyz', '/metrics'] as const;

/** A check that has not answered by then counts as failed: probes of Kubernetes wait a second or more. */
const CHECK_MS = 900;

/** `/healthz`: the process lives. `/readyz`: all that it needs is there. `/metrics`: for Prometheus. */
export function createServiceListener({ metrics, checks }: ServiceOptions): ServiceListener {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (!SERVICE_PATHS.some((known) => known === path)) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    if (path === '/healthz') sendJson(response, 200, { status: 'ok' });
    else if (path === '/metrics') {
      const { contentType, text } = await metrics.scrape();
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
    } else {
      const results = await Promise.all(checks().map(runCheck));
      const isReady = results.every(([, result]) => result === 'ok');
      sendJson(response, isReady ? 200 : 503, {
        status: isReady ? 'ok' : 'not ready',
        checks: Object.fromEntries(results),
      });
    }
    return true;
  };
}

async function runCheck({ name, run }: Check): Promise<readonly [string, string]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_MS} ms`)), CHECK_MS);
  });
  try {
    await Promise.race([run(), tooLate]);
    return [name, 'ok'];
  } catch (error) {
    return [name, error instanceof Error ? error.message : String(error)];
  } finally {
    clearTimeout(timer);
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
}
