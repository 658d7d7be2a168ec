import { type Exchange, type Handler, RefusedRequest, readBody, sendJson } from '../http-exchange.ts';
import { parseJson } from '../json.ts';
import { LARGEST_FILE_BYTES } from '../wire.ts';
import { requireOwnOrigin } from './guard.ts';

/** Answers one request of the page; what it returns is sent as JSON, `undefined` means that it answered itself. */
export type Route = (input: RouteInput) => Promise<unknown>;

interface RouteInput extends Exchange {
  /** Query parameters of a GET, the JSON body of a POST. */
  readonly given: unknown;
  readonly body: Buffer;
}

/** By method and path, such as `POST /api/message`. */
export type Routes = Readonly<Record<string, Route>>;

export function createPageApi(routes: Routes): Handler {
  const known = new Map(Object.entries(routes));
  return async (exchange) => {
    const { request, response, url } = exchange;
    if (!url.pathname.startsWith('/api/')) return false;
    const route = known.get(`${request.method ?? ''} ${url.pathname}`);
    if (route === undefined) throw new RefusedRequest(404, `no ${request.method ?? ''} ${url.pathname} here`);
    if (request.method !== 'GET') requireOwnOrigin(request);
    const body = request.method === 'GET' ? Buffer.alloc(0) : await readBody(request, LARGEST_FILE_BYTES);
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    const given = isJson ? parseJson(body.toString('utf8')) : Object.fromEntries(url.searchParams);
    const answer = await route({ ...exchange, given, body });
    if (answer !== undefined) sendJson(response, 200, answer);
    return true;
  };
}
