import { createHmac } from 'node:crypto';
import { SOURCE_NAMES } from '../../../src/alerts/sources/source-names.ts';
import {
  EVERY_SECRET,
  fixtureBody,
  NOW,
  provenHeaders,
  SECRET,
  testWebhook,
} from '../../support/alert-webhook.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

function mac(secret: string, ...parts: (string | Buffer)[]): string {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

test.each(SOURCE_NAMES)('%s with no secret set is refused, whatever it sends', async (source) => {
  const { send, accepted } = testWebhook({ environment: {} });
  const rawBody = fixtureBody('generic/firing');
  for (const headers of [
    JSON_TYPE,
    provenHeaders(source, rawBody),
    { ...JSON_TYPE, authorization: 'Bearer ' },
  ]) {
    const answer = await send({ source, rawBody, headers });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: expect.stringMatching(/PASTEUR_[A-Z]+_(?:SECRET|TOPICS)/) },
    });
  }
  expect(accepted).toEqual([]);
});

test.each(SOURCE_NAMES)(
  '%s without proof or with a wrong one is refused before its body is read',
  async (source) => {
    const { send } = testWebhook();
    const rawBody = Buffer.from('{"no json');
    const wrong = provenHeaders(source, Buffer.from('another body'));
    if (wrong.authorization !== undefined) wrong.authorization = 'Bearer a-secret-of-the-test';
    for (const headers of [JSON_TYPE, wrong]) {
      const answer = await send({ source, rawBody, headers });
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    }
  },
);

test.each([
  ['a bearer token', `Bearer ${SECRET}`, 202],
  ['a bearer token in lower case', `bearer ${SECRET}`, 202],
  ['the password of any user', `Basic ${Buffer.from(`alertmanager:${SECRET}`).toString('base64')}`, 202],
  ['a wrong password', `Basic ${Buffer.from(`${SECRET}:`).toString('base64')}`, 401],
  ['another scheme', `Digest ${SECRET}`, 401],
  ['the bare secret', SECRET, 401],
  ['nothing', '', 401],
])('credentials: %s', async (_name, authorization, status) => {
  const headers = { ...JSON_TYPE, authorization };
  const rawBody = fixtureBody('alertmanager/firing');
  expect((await testWebhook().send({ source: 'alertmanager', rawBody, headers })).status).toBe(status);
});

test('two secrets are both good while one takes over from the other', async () => {
  const { send } = testWebhook({ environment: { PASTEUR_PAGERDUTY_SECRET: 'old-secret-1 new-secret-2' } });
  const rawBody = fixtureBody('pagerduty/firing');
  for (const secret of ['old-secret-1', 'new-secret-2']) {
    const headers = { ...JSON_TYPE, 'x-pagerduty-signature': `v1=${mac(secret, rawBody)}` };
    expect((await send({ source: 'pagerduty', rawBody, headers })).status).toBe(202);
  }
});

test.each(['azure', 'google', 'cloudevents'] as const)(
  '%s may have its token in the address',
  async (source) => {
    const { send } = testWebhook();
    const rawBody = fixtureBody(`${source}/${source === 'cloudevents' ? 'structured-firing' : 'firing'}`);
    const status = async (token: string) =>
      (await send({ source, rawBody, headers: JSON_TYPE, query: new URLSearchParams({ token }) })).status;
    expect(await status(SECRET)).toBe(202);
    expect(await status('wrong-token')).toBe(401);
  },
);

test('a token in the address lets nobody into other sources', async () => {
  const rawBody = fixtureBody('alertmanager/firing');
  const query = new URLSearchParams({ token: SECRET });
  expect(
    (await testWebhook().send({ source: 'alertmanager', rawBody, headers: JSON_TYPE, query })).status,
  ).toBe(401);
});

describe('grafana', () => {
  const rawBody = fixtureBody('grafana/firing');
  const timed = { ...EVERY_SECRET, PASTEUR_GRAFANA_TIMESTAMP_HEADER: 'X-Sent-At' };
  const seconds = (offset: number) => String(NOW / 1000 + offset);
  const signed = (time: string) => ({
    ...JSON_TYPE,
    'x-sent-at': time,
    'x-grafana-alerting-signature': mac(SECRET, `${time}:`, rawBody),
  });

  test('signs the body in a header of its choice', async () => {
    const environment = { ...EVERY_SECRET, PASTEUR_GRAFANA_SIGNATURE_HEADER: 'X-Signed' };
    const headers = { ...JSON_TYPE, 'x-signed': mac(SECRET, rawBody) };
    expect((await testWebhook({ environment }).send({ source: 'grafana', rawBody, headers })).status).toBe(
      202,
    );
  });

  test.each([
    [0, 202],
    [-299, 202],
    [299, 202],
    [-301, 403],
    [301, 403],
  ])('signed %d seconds from now gets %d', async (offset, status) => {
    const answer = await testWebhook({ environment: timed }).send({
      source: 'grafana',
      rawBody,
      headers: signed(seconds(offset)),
    });
    expect(answer.status).toBe(status);
  });

  test('with a time agreed on, neither its absence nor another time nor credentials get in', async () => {
    const { send } = testWebhook({ environment: timed });
    const old = signed(seconds(-3600));
    for (const headers of [
      { ...JSON_TYPE, 'x-grafana-alerting-signature': mac(SECRET, rawBody) },
      { ...old, 'x-sent-at': seconds(0) },
      { ...JSON_TYPE, authorization: `Bearer ${SECRET}` },
    ]) {
      expect((await send({ source: 'grafana', rawBody, headers })).status).toBe(401);
    }
    expect((await send({ source: 'grafana', rawBody, headers: signed('soon') })).status).toBe(403);
  });
});

describe('pagerduty', () => {
  const rawBody = fixtureBody('pagerduty/firing');
  const right = `v1=${mac(SECRET, rawBody)}`;
  test.each([
    ['one of several', `v1=${'0'.repeat(64)}, ${right}`, 202],
    ['another version', right.replace('v1', 'v2'), 401],
    ['none', 'v1=', 401],
  ])('%s', async (_name, signature, status) => {
    const headers = { ...JSON_TYPE, 'x-pagerduty-signature': signature };
    expect((await testWebhook().send({ source: 'pagerduty', rawBody, headers })).status).toBe(status);
  });
});

describe('sentry', () => {
  const rawBody = fixtureBody('sentry/issue-firing');
  test.each([
    [NOW / 1000, 202],
    [NOW / 1000 - 301, 403],
    [NOW / 1000 + 301, 403],
  ])('sent at %d gets %d', async (time, status) => {
    const headers = { ...provenHeaders('sentry', rawBody), 'sentry-hook-timestamp': String(time) };
    expect((await testWebhook().send({ source: 'sentry', rawBody, headers })).status).toBe(status);
  });
});
