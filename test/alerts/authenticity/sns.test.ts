import { createServer, type Server } from 'node:http';
import type { Fetch } from '../../../src/alerts/authenticity/sns-certificates.ts';
import { fixtureBody, NOW, SECRET, TOPIC, testWebhook } from '../../support/alert-webhook.ts';
import { createSnsSigner, type SnsSigner } from '../../support/sns-signer.ts';

const HOST = 'https://sns.eu-central-1.amazonaws.com';
const HEADERS = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' };
const SENT = { Timestamp: new Date(NOW - 20_000).toISOString() };
const ALARM = { ...SENT, Message: String(JSON.parse(fixtureBody('cloudwatch/firing').toString()).Message) };

let signer: SnsSigner;
let other: SnsSigner;
let amazon: Server;
/** Paths that were opened at what stands in for Amazon. */
let opened: string[] = [];
/** What it answers, by path; otherwise 404. */
let pages: Record<string, { status: number; body: string; headers?: Record<string, string> }> = {};
let fetchAmazon: Fetch;

beforeAll(async () => {
  signer = createSnsSigner({ from: '260101000000Z', to: '280101000000Z' });
  other = createSnsSigner({ from: '240101000000Z', to: '250101000000Z' });
  amazon = createServer((request, response) => {
    const path = request.url ?? '';
    opened.push(path);
    const page = pages[path.split('?')[0] ?? ''] ?? { status: 404, body: '' };
    response.writeHead(page.status, page.headers).end(page.body);
  });
  await new Promise<void>((resolve) => amazon.listen(0, '127.0.0.1', resolve));
  const address = amazon.address();
  const port = typeof address === 'object' ? address?.port : 0;
  fetchAmazon = (url, init) => {
    if (!url.startsWith(`${HOST}/`)) throw new Error(`asked ${url}, which is not Amazon's`);
    return fetch(url.replace(HOST, `http://127.0.0.1:${port}`), init);
  };
});

afterAll(() => new Promise((resolve) => amazon.close(resolve)));

beforeEach(() => {
  opened = [];
  pages = {
    '/SimpleNotificationService-0000.pem': { status: 200, body: signer.certificate },
    '/expired.pem': { status: 200, body: other.certificate },
    '/odd.pem': { status: 200, body: '<html>' },
    '/moved.pem': { status: 302, body: '', headers: { location: '/SimpleNotificationService-0000.pem' } },
    '/broken.pem': { status: 500, body: '' },
    '/': { status: 200, body: '<ConfirmSubscriptionResponse/>' },
  };
});

async function send(rawBody: Buffer, fetch = fetchAmazon) {
  return testWebhook({ fetch }).send({ source: 'cloudwatch', rawBody, headers: HEADERS });
}

test.each(['1', '2'] as const)('takes an alarm that is signed by version %s', async (version) => {
  const answer = await send(signer.sign({ ...ALARM, Subject: 'ALARM: "orders"' }, version));
  expect(answer).toMatchObject({
    status: 202,
    alerts: [{ name: 'orders-api-5xx-critical', status: 'firing' }],
  });
});

test('fetches the certificate once', async () => {
  const { send: sendHere } = testWebhook({ fetch: fetchAmazon });
  for (let time = 0; time < 3; time += 1) {
    expect(
      (await sendHere({ source: 'cloudwatch', rawBody: signer.sign(ALARM), headers: HEADERS })).status,
    ).toBe(202);
  }
  expect(opened).toEqual(['/SimpleNotificationService-0000.pem']);
});

test.each([
  ['another message', 'Message', '{"AlarmName":"other","NewStateValue":"OK"}'],
  ['another time', 'Timestamp', new Date(NOW).toISOString()],
  ['an added subject', 'Subject', 'ALARM'],
  ['a signature that is none', 'Signature', 'AAAA'],
  ['no signature', 'Signature', ''],
])('refuses %s under the signature', async (_name, field, value) => {
  const message = { ...JSON.parse(signer.sign(ALARM).toString()), [field]: value };
  expect((await send(Buffer.from(JSON.stringify(message)))).status).toBe(401);
});

test('refuses a message that another key has signed', async () => {
  expect((await send(other.sign(ALARM))).status).toBe(401);
});

test.each([
  ['another host', 'https://sns.eu-central-1.amazonaws.com.example.net/a.pem'],
  ['a bucket of anybody', 'https://sns.s3.amazonaws.com/a.pem'],
  ["another region than the topic's", 'https://sns.us-east-1.amazonaws.com/a.pem'],
  ['plain HTTP', 'http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0000.pem'],
  ['a port', 'https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0000.pem'],
  ['a user', 'https://sns.eu-central-1.amazonaws.com@example.net/a.pem'],
  ['no file', 'https://sns.eu-central-1.amazonaws.com/?x=.pe'],
  ['no address', 'certificate.pem'],
])('asks for no certificate at %s', async (_name, address) => {
  expect((await send(signer.sign({ ...ALARM, SigningCertURL: address }))).status).toBe(403);
  expect(opened).toEqual([]);
});

test.each([
  ['/expired.pem', 403],
  ['/odd.pem', 403],
  ['/moved.pem', 403],
  ['/none.pem', 403],
  ['/broken.pem', 503],
])('a certificate at %s ends in %d', async (path, status) => {
  const key = path === '/expired.pem' ? other : signer;
  expect((await send(key.sign({ ...ALARM, SigningCertURL: `${HOST}${path}` }))).status).toBe(status);
  expect(opened).toEqual([path]);
});

test('asks the sender to try again while Amazon does not answer', async () => {
  const answer = await send(signer.sign(ALARM), () => Promise.reject(new Error('ECONNREFUSED')));
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
});

test('refuses a topic of somebody else before anything is fetched', async () => {
  const answer = await send(signer.sign({ ...ALARM, TopicArn: TOPIC.replace('alarms', 'others') }));
  expect(answer).toMatchObject({
    status: 403,
    body: { error: expect.stringMatching(/PASTEUR_CLOUDWATCH_TOPICS/) },
  });
  expect(opened).toEqual([]);
});

test.each([
  [-301, 403],
  [-299, 202],
  [301, 403],
])('a message of %d seconds from now gets %d', async (offset, status) => {
  const Timestamp = new Date(NOW + offset * 1000).toISOString();
  expect((await send(signer.sign({ ...ALARM, Timestamp }))).status).toBe(status);
});

test('refuses an unsigned message, such as one of raw delivery', async () => {
  expect((await send(Buffer.from(ALARM.Message))).body.error).toMatch(/raw message delivery/);
});

describe('a subscription', () => {
  const confirmation = (fields: Record<string, string> = {}) =>
    signer.sign({
      ...SENT,
      Type: 'SubscriptionConfirmation',
      Token: '2336412f00',
      Message: 'You have chosen to subscribe.',
      SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f00`,
      ...fields,
    });

  test('is confirmed at the address that the signed message names', async () => {
    expect(await send(confirmation())).toMatchObject({
      status: 202,
      body: { accepted: 0, note: expect.stringMatching(/confirmed/) },
    });
    expect(opened.at(-1)).toBe(`/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f00`);
  });

  test.each([
    ['a foreign topic', { TopicArn: TOPIC.replace('123456789012', '999999999999') }],
    [
      'a foreign topic in the address',
      { SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}s&Token=1` },
    ],
    [
      'a foreign host',
      { SubscribeURL: `https://example.net/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=1` },
    ],
    ['another action', { SubscribeURL: `${HOST}/?Action=DeleteTopic&TopicArn=${TOPIC}` }],
  ])('to %s is not confirmed', async (_name, fields) => {
    expect((await send(confirmation(fields))).status).toBe(403);
    expect(opened.filter((path) => !path.endsWith('.pem'))).toEqual([]);
  });

  test.each([
    [403, 403],
    [302, 403],
    [500, 503],
  ])('that Amazon answers with %d ends in %d', async (answered, status) => {
    pages['/'] = { status: answered, body: '', headers: { location: 'http://127.0.0.1:1/' } };
    expect((await send(confirmation())).status).toBe(status);
  });

  test('that has ended is told, and not made again', async () => {
    const answer = await send(confirmation({ Type: 'UnsubscribeConfirmation' }));
    expect(answer).toMatchObject({ status: 202, body: { note: expect.stringMatching(/has ended/) } });
    expect(opened).toEqual(['/SimpleNotificationService-0000.pem']);
  });
});

describe('EventBridge', () => {
  const rawBody = fixtureBody('cloudwatch/eventbridge-firing');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` };

  test('comes in with credentials', async () => {
    expect(await testWebhook().send({ source: 'cloudwatch', rawBody, headers })).toMatchObject({
      status: 202,
      alerts: [{ name: 'orders-api-5xx-critical' }],
    });
  });

  test('is refused where only a topic is set', async () => {
    const environment = { PASTEUR_CLOUDWATCH_TOPICS: TOPIC };
    expect((await testWebhook({ environment }).send({ source: 'cloudwatch', rawBody, headers })).status).toBe(
      403,
    );
  });
});
