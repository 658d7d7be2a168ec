import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { MOST_BODY_BYTES, type WebhookRequest } from '../../src/alerts/webhook.ts';
import { createWebhookListener } from '../../src/alerts/webhook-http.ts';
import { fixtureBody, SECRET, testWebhook } from '../support/alert-webhook.ts';

const firing = fixtureBody('alertmanager/firing');
const HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` };

let server: Server;
let origin = '';
let port = 0;
/** What reached the webhook, and whether it breaks. */
let seen: WebhookRequest[] = [];
let isBroken = false;

beforeAll(async () => {
  const { send } = testWebhook();
  const listener = createWebhookListener(
    (request) => {
      seen.push(request);
      return isBroken ? Promise.reject(new Error('a fault of ours')) : send(request);
    },
    { error: () => undefined },
  );
  server = createServer(async (request, response) => {
    if (!(await listener(request, response))) response.writeHead(418).end('another path');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  origin = `http://127.0.0.1:${port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  seen = [];
  isBroken = false;
});

test('answers an alert with JSON', async () => {
  const response = await fetch(`${origin}/alerts/alertmanager`, {
    method: 'POST',
    headers: HEADERS,
    body: firing,
  });
  expect(response.status).toBe(202);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual({ accepted: 2 });
});

test.each(['/alerts/alertmanager/', '/alerts/alertmanager?x=1', '/alerts/%61lertmanager'])(
  'knows %s',
  async (path) => {
    expect((await fetch(`${origin}${path}`, { method: 'POST', headers: HEADERS, body: firing })).status).toBe(
      202,
    );
  },
);

test.each(['/', '/alertsmanager', '/alerts/a/b/c', '/slack/events'])('leaves %s to others', async (path) => {
  expect((await fetch(`${origin}${path}`, { method: 'POST', body: '{}' })).status).toBe(418);
});

test.each(['/alerts', '/alerts/', '/alerts/%ff', '/alerts/nagios'])(
  'says at %s which sources there are',
  async (path) => {
    const response = await fetch(`${origin}${path}`, { method: 'POST', headers: HEADERS, body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ known: expect.arrayContaining(['alertmanager']) });
  },
);

test.each([false, true])('refuses a body that is too long; without a length: %s', async (isChunked) => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const length = MOST_BODY_BYTES + 1;
    const headers = isChunked ? HEADERS : { ...HEADERS, 'content-length': String(length) };
    const request = httpRequest(`${origin}/alerts/alertmanager`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    for (let sent = 0; sent < length; sent += 65_536)
      request.write(Buffer.alloc(Math.min(65_536, length - sent), 32));
    request.end();
  });
  expect(status).toBe(413);
  expect(seen).toEqual([]);
});

test('refuses a body that is announced as far too long without waiting for it', async () => {
  const head = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /alerts/alertmanager HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n{');
    });
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.on('error', reject);
  });
  expect(head).toMatch(/^HTTP\/1\.1 413 /);
});

test('survives a sender that goes away in the middle', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /alerts/alertmanager HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n{', () => {
        socket.destroy();
      });
    });
    socket.on('close', () => resolve());
  });
  expect(
    (await fetch(`${origin}/alerts/alertmanager`, { method: 'POST', headers: HEADERS, body: firing })).status,
  ).toBe(202);
});

test('a fault of our own is a 500 that shows nothing of it', async () => {
  isBroken = true;
  const response = await fetch(`${origin}/alerts/alertmanager`, {
    method: 'POST',
    headers: HEADERS,
    body: firing,
  });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/fault of ours/);
});
