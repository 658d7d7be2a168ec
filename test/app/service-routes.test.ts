import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Check, createServiceListener } from '../../src/app/service-routes.ts';
import { createMetrics } from '../../src/metrics.ts';

let server: Server;
let checks: Check[];

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return fetch(`http://127.0.0.1:${address.port}${path}`, init);
}

beforeEach(async () => {
  checks = [];
  const listener = createServiceListener({ metrics: createMetrics(), checks: () => checks });
  server = createServer((request, response) => {
    void listener(request, response).then((isAnswered) => {
      if (!isAnswered) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

it('is healthy as long as the process answers, whatever else is down', async () => {
  checks.push({ name: 'database', run: () => Promise.reject(new Error('connection refused')) });
  expect((await ask('/healthz')).status).toBe(200);
});

it('is ready when every check passes', async () => {
  checks.push(
    { name: 'database', run: async () => undefined },
    { name: 'slack', run: async () => undefined },
  );
  const response = await ask('/readyz');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'ok', slack: 'ok' } });
});

it('is not ready when a check fails, and names it', async () => {
  checks.push({ name: 'database', run: () => Promise.reject(new Error('connection refused')) });
  checks.push({ name: 'slack', run: async () => undefined });
  const response = await ask('/readyz');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    status: 'not ready',
    checks: { database: 'connection refused', slack: 'ok' },
  });
});

it('does not wait for a check that hangs', async () => {
  checks.push({ name: 'database', run: () => new Promise(() => undefined) });
  expect(await (await ask('/readyz')).json()).toEqual({
    status: 'not ready',
    checks: { database: 'no answer within 900 ms' },
  });
});

it('shows its metrics in the format of Prometheus', async () => {
  const response = await ask('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await response.text()).toContain('# TYPE pasteur_answers_total counter');
});

it.each([
  ['POST', '/metrics', 405],
  ['GET', '/elsewhere', 404],
])('answers %s %s with %i', async (method, path, status) => {
  expect((await ask(path, { method })).status).toBe(status);
});
