import type { IncomingMessage } from 'node:http';
import { RefusedRequest } from '../http-exchange.ts';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Keeps other web sites out. A page elsewhere can make the browser send requests here, and with a host name
 * of its own that points to 127.0.0.1 it could even read the answers: so the Host must be a loopback name,
 * and whoever sends an Origin must be this very server. Requests that change something must send one.
 */
export function refuseForeign(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '');
  if (!LOOPBACK_NAMES.has(name)) {
    throw new RefusedRequest(403, 'The local workspace answers only under 127.0.0.1 or localhost.');
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new RefusedRequest(403, 'The local workspace answers no other web site.');
  }
}

/** For requests of the page that change something. Browsers always send an Origin with them. */
export function requireOwnOrigin(request: IncomingMessage): void {
  if (request.headers.origin === undefined) {
    throw new RefusedRequest(
      403,
      'This request must come from the page of the local workspace (no Origin header).',
    );
  }
}
