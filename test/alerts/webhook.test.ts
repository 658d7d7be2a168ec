import { MOST_BODY_BYTES } from '../../src/alerts/webhook.ts';
import { fixtureBody, provenHeaders, SECRET, testWebhook } from '../support/alert-webhook.ts';

const firing = fixtureBody('alertmanager/firing');

test('answers 202 with the number of alerts once they are kept', async () => {
  let keep: () => void = () => undefined;
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  const { send, accepted } = testWebhook({ accept: () => kept });
  const answer = send({ source: 'alertmanager', rawBody: firing });
  expect(
    await Promise.race([
      answer.then(() => 'answered'),
      new Promise((resolve) => setImmediate(resolve, 'waits')),
    ]),
  ).toBe('waits');
  keep();
  expect(await answer).toMatchObject({ status: 202, body: { accepted: 2 } });
  expect(accepted).toMatchObject([
    { alerts: [{ name: 'KubePodCrashLooping' }, {}], delivery: { source: 'alertmanager', id: undefined } },
  ]);
});

test("hands on the sender's own id of the delivery", async () => {
  const { send, accepted } = testWebhook();
  const rawBody = fixtureBody('pagerduty/firing');
  await send({ source: 'pagerduty', rawBody, headers: provenHeaders('pagerduty', rawBody) });
  expect(accepted[0]?.delivery).toEqual({ source: 'pagerduty', id: '01FAKETRIGGERE' });
});

test('answers 503 with Retry-After when the alerts cannot be kept, and logs why', async () => {
  const { send, logged } = testWebhook({ accept: () => Promise.reject(new Error('disk full')) });
  expect(await send({ source: 'alertmanager', rawBody: firing })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '30' },
    alerts: [],
  });
  expect(logged).toHaveLength(1);
});

test('says which sources there are when one is unknown', async () => {
  expect(await testWebhook().send({ source: 'nagios', rawBody: firing })).toMatchObject({
    status: 404,
    body: {
      error: 'there is no source "nagios"',
      known: expect.arrayContaining(['alertmanager', 'generic']),
    },
  });
});

test.each(['__proto__', 'constructor', '', 'toString'])('has no source %j', async (source) => {
  expect((await testWebhook().send({ source })).status).toBe(404);
});

test('answers 405 with Allow to anything but POST', async () => {
  expect(await testWebhook().send({ source: 'alertmanager', method: 'GET' })).toMatchObject({
    status: 405,
    headers: { allow: 'POST, OPTIONS' },
  });
});

test('refuses a body over the limit, before its sender is believed', async () => {
  const rawBody = Buffer.alloc(MOST_BODY_BYTES + 1, 32);
  expect((await testWebhook().send({ source: 'alertmanager', rawBody, headers: {} })).status).toBe(413);
});

test('takes 10,000 alerts in one body within the limit', async () => {
  const alerts = Array.from({ length: 10_000 }, (_, place) => ({
    status: 'firing',
    labels: { alertname: 'Down', instance: `host-${place}` },
    fingerprint: place.toString(16),
  }));
  const rawBody = Buffer.from(JSON.stringify({ version: '4', alerts }));
  expect(rawBody.length).toBeLessThan(MOST_BODY_BYTES);
  const answer = await testWebhook().send({ source: 'alertmanager', rawBody });
  expect(answer).toMatchObject({ status: 202, body: { accepted: 10_000 } });
  expect(new Set(answer.alerts.map(({ fingerprint }) => fingerprint)).size).toBe(10_000);
});

test.each([
  ['text/html', 415, /application\/json, got "text\/html"/],
  ['', 415, /got none/],
  ['application/json; charset=utf-16', 415, /charset must be utf-8/],
  ['application/json;charset="UTF-8"', 202, undefined],
])('answers the content type %j with %d', async (type, status, error) => {
  const headers = { 'content-type': type, authorization: `Bearer ${SECRET}` };
  const answer = await testWebhook().send({ source: 'alertmanager', rawBody: firing, headers });
  expect(answer.status).toBe(status);
  if (error !== undefined) expect(answer.body.error).toMatch(error);
});

test('refuses a compressed body', async () => {
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    authorization: `Bearer ${SECRET}`,
  };
  expect((await testWebhook().send({ source: 'alertmanager', rawBody: firing, headers })).status).toBe(415);
});

test.each([
  ['', '', 'the body is empty'],
  ['{"alerts": [}', '', 'the body is not JSON: fault at line 1, column 13'],
  ['{\n  "alerts": [', '', 'the body is not JSON: fault at line 2, column 14'],
  ['"alerts"', '', 'the body must be an object, got "alerts"'],
  ['{}', 'alerts', 'alerts is missing and must be a list'],
  [
    '{"alerts": [{"status": "firing"}, {"status": "flapping"}]}',
    'alerts[1].status',
    'alerts[1].status must be firing or resolved, got "flapping"',
  ],
])('says what is wrong in the body %j, and where', async (body, path, error) => {
  const answer = await testWebhook().send({ source: 'alertmanager', rawBody: Buffer.from(body) });
  expect(answer).toMatchObject({ status: 400, body: { path, error } });
});

test('refuses a body that is not UTF-8', async () => {
  const rawBody = Buffer.from([0x7b, 0xff, 0x7d]);
  expect((await testWebhook().send({ source: 'alertmanager', rawBody })).body.error).toMatch(/not UTF-8/);
});

test.each([
  [
    'pagerduty',
    '{"event":{"event_type":"incident.triggered","data":{"type":"incident","id":"P1","status":"snoozed"}}}',
    'event.data.status',
  ],
  ['opsgenie', '{"action":"Explode","alert":{"alertId":"1"}}', 'action'],
  ['datadog', '{"title":"Disk","alert_id":"1"}', 'transition'],
  [
    'cloudwatch',
    '{"Type":"Notification","Message":"{\\"AlarmName\\":\\"a\\",\\"NewStateValue\\":\\"ODD\\"}"}',
    'Message.NewStateValue',
  ],
  ['cloudwatch', '{"Type":"Notification","Message":"hello"}', 'Message'],
  ['cloudwatch', '{"detail-type":"EC2 Instance State-change Notification"}', 'detail-type'],
  ['sentry', '{"action":"exploded","data":{"issue":{"id":"1","title":"a"}}}', 'action'],
  ['google', '{"incident":{"incident_id":"1","state":"ajar"}}', 'incident.state'],
  [
    'azure',
    '{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertId":"a","alertRule":"b","monitorCondition":"Odd"}}}',
    'data.essentials.monitorCondition',
  ],
  ['azure', '{"schemaId":"AzureMonitorMetricAlert","data":{}}', 'schemaId'],
  ['newrelic', '{"id":"1","state":"ODD"}', 'state'],
  ['newrelic', '{"state":"CREATED"}', 'id'],
  [
    'cloudevents',
    '[{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"status":"odd"}}]',
    '[0].data.status',
  ],
  ['cloudevents', '{"specversion":"0.3","id":"1","source":"s","type":"t"}', 'specversion'],
  ['generic', '[{"name":"a"},{"name":"b","status":"odd"}]', '[1].status'],
  ['generic', '{"title":"a"}', 'name'],
] as const)('%s names the fault in %s', async (source, body, path) => {
  const rawBody = Buffer.from(body);
  const answer = await testWebhook().send({ source, rawBody, headers: provenHeaders(source, rawBody) });
  expect(answer).toMatchObject({ status: 400, body: { path } });
});

test('reads a generic body by the paths in the settings', async () => {
  const environment = {
    PASTEUR_GENERIC_SECRET: SECRET,
    PASTEUR_GENERIC_FIELDS:
      "alerts=data.events, name=check['display.name'], status=check.state, labels=tags, url=links[0].href",
  };
  const { send, accepted } = testWebhook({ environment });
  const event = {
    check: { 'display.name': 'Disk full', state: 'CRITICAL' },
    tags: { host: 'a' },
    links: [{ href: 'https://checks.example.com/7' }],
  };
  const answer = await send({
    source: 'generic',
    rawBody: Buffer.from(JSON.stringify({ data: { events: [event, event] } })),
  });
  expect(answer.body).toEqual({ accepted: 2 });
  expect(accepted[0]?.alerts[0]).toMatchObject({
    name: 'Disk full',
    status: 'firing',
    labels: { host: 'a' },
    links: [{ url: 'https://checks.example.com/7' }],
  });
  const odd = { data: { events: [event, { check: { 'display.name': 'B', state: 'odd' } }] } };
  expect((await send({ source: 'generic', rawBody: Buffer.from(JSON.stringify(odd)) })).body.path).toBe(
    'data.events[1].check.state',
  );
});

test('tells the sender when there is nothing to show', async () => {
  const { send, accepted } = testWebhook();
  const rawBody = fixtureBody('pagerduty/ping');
  const answer = await send({ source: 'pagerduty', rawBody, headers: provenHeaders('pagerduty', rawBody) });
  expect(answer).toMatchObject({
    status: 202,
    body: { accepted: 0, note: expect.stringMatching(/pagey\.ping/) },
  });
  expect(accepted).toEqual([]);
});

test('keeps what a database refuses out of the alert', async () => {
  const rawBody = Buffer.from(
    '{"name":"a\\u0000b\\ud800","labels":{"k\\u0000":"\\udc00"},"fingerprint":"f\\u0000"}',
  );
  const { alerts } = await testWebhook().send({ source: 'generic', rawBody });
  expect(alerts).toMatchObject([{ name: 'ab\uFFFD', labels: { k: '\uFFFD' }, fingerprint: 'f' }]);
});

test('logs what was refused, without any secret', async () => {
  const { send, logged } = testWebhook();
  await send({
    source: 'alertmanager',
    rawBody: firing,
    headers: { authorization: 'Bearer guessed-by-somebody' },
    remote: '192.0.2.7',
  });
  expect(logged).toEqual([expect.stringMatching(/192\.0\.2\.7.*401/)]);
  expect(logged.join()).not.toMatch(/guessed|a-secret-of-the-tests/);
});

describe('OPTIONS', () => {
  test('lets a sender of CloudEvents deliver', async () => {
    const headers = { 'webhook-request-origin': 'eventgrid.example.net', 'webhook-request-rate': '120' };
    expect(await testWebhook().send({ source: 'cloudevents', method: 'OPTIONS', headers })).toMatchObject({
      status: 200,
      headers: {
        'webhook-allowed-origin': 'eventgrid.example.net',
        'webhook-allowed-rate': '*',
        allow: 'POST, OPTIONS',
      },
    });
  });

  test('gives no consent without an origin, for an odd one, or where no secret is set', async () => {
    const ask = async (environment: Record<string, string>, headers: Record<string, string>) =>
      (await testWebhook({ environment }).send({ source: 'cloudevents', method: 'OPTIONS', headers }))
        .headers;
    const set = { PASTEUR_CLOUDEVENTS_SECRET: SECRET };
    const origin = 'webhook-request-origin';
    expect(await ask(set, {})).not.toHaveProperty('webhook-allowed-origin');
    expect(await ask(set, { [origin]: 'a\r\nset-cookie: b' })).not.toHaveProperty('webhook-allowed-origin');
    expect(await ask({}, { [origin]: 'a.example' })).not.toHaveProperty('webhook-allowed-origin');
  });
});
