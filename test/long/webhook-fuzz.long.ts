import fc from 'fast-check';
import { SOURCE_NAMES, type SourceName } from '../../src/alerts/sources/source-names.ts';
import { fixtureBody, provenHeaders, testWebhook } from '../support/alert-webhook.ts';

const { send } = testWebhook();

/** Fixtures that are bent out of shape, as the nearest that a faulty sender comes to a good body. */
const NEAR: Readonly<Record<SourceName, readonly string[]>> = {
  alertmanager: ['firing', 'resolved'],
  grafana: ['firing'],
  pagerduty: ['firing', 'note'],
  opsgenie: ['firing'],
  datadog: ['firing'],
  cloudwatch: ['firing', 'eventbridge-firing', 'unsubscribe-confirmation'],
  sentry: ['issue-firing', 'event-alert-firing', 'metric-alert-firing'],
  google: ['firing'],
  azure: ['firing', 'activity-log'],
  newrelic: ['firing', 'edited-template'],
  cloudevents: ['structured-firing', 'batch'],
  generic: ['firing', 'list'],
};

const ODD_VALUES = [null, '', 0, -1, 1e308, true, [], {}, '\0', '\ud800', '1'.repeat(5000), '__proto__'];
const ODD = fc.oneof(fc.constantFrom(...ODD_VALUES), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>);

/** Every place in a value, as a path. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function withValue(value: unknown, [key, ...rest]: readonly string[], odd: unknown): unknown {
  if (key === undefined) return odd;
  if (Array.isArray(value))
    return value.map((inner, place) => (String(place) === key ? withValue(inner, rest, odd) : inner));
  return { ...Object(value), [key]: withValue(Reflect.get(Object(value), key), rest, odd) };
}

const bent = (source: SourceName) =>
  fc.constantFrom(...NEAR[source]).chain((name) => {
    const body: unknown = JSON.parse(fixtureBody(`${source}/${name}`).toString());
    const paths = pathsIn(body);
    return fc
      .array(fc.tuple(fc.constantFrom(...paths), ODD), { minLength: 1, maxLength: 3 })
      .map((changes) => changes.reduce<unknown>((value, [path, odd]) => withValue(value, path, odd), body));
  });

describe.each(SOURCE_NAMES)('%s', (source) => {
  const statusOf = async (rawBody: Buffer) =>
    (await send({ source, rawBody, headers: provenHeaders(source, rawBody) })).status;

  test.each(NEAR[source])(
    'answers %s with one value that is odd, at any place, with 202 or 400',
    async (name) => {
      const body: unknown = JSON.parse(fixtureBody(`${source}/${name}`).toString());
      for (const path of pathsIn(body)) {
        for (const odd of ODD_VALUES) {
          const status = await statusOf(Buffer.from(JSON.stringify(withValue(body, path, odd))));
          if (status !== 202 && status !== 400)
            throw new Error(`${path.join('.')} = ${JSON.stringify(odd)}: ${status}`);
        }
      }
    },
  );

  test('answers bent bodies with 202 or 400', async () => {
    await fc.assert(
      fc.asyncProperty(bent(source), async (body) => {
        expect([202, 400]).toContain(await statusOf(Buffer.from(JSON.stringify(body) ?? '')));
      }),
      { numRuns: 150 },
    );
  });

  test('answers any JSON and any bytes with 202 or 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json().map((text) => Buffer.from(text)),
          fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        ),
        async (rawBody) => {
          expect([202, 400]).toContain(await statusOf(rawBody));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('answers any headers and address without a fault of its own', async () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        'authorization',
        'content-type',
        'x-pagerduty-signature',
        'sentry-hook-signature',
        'sentry-hook-timestamp',
        'x-grafana-alerting-signature',
        'x-amz-sns-message-type',
        'ce-specversion',
        'ce-id',
        'ce-source',
        'ce-type',
        'webhook-request-origin',
      ),
      fc.oneof(
        fc.string(),
        fc.constantFrom('Bearer a', 'Basic %', 'application/json', '1.0', '%E0%A4%A', 'v1=,v1='),
      ),
    );
    const methods = fc.constantFrom('POST', 'OPTIONS', 'GET', 'PUT');
    await fc.assert(
      fc.asyncProperty(headers, methods, fc.json(), async (given, method, text) => {
        const answer = await send({ source, method, headers: given, rawBody: Buffer.from(text) });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['nested deep', `${'['.repeat(400_000)}`],
    ['nested deep and closed', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['of objects nested deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['one endless text', `"${'a'.repeat(1_000_000)}`],
    ['endless escapes', `"${'\\n'.repeat(500_000)}`],
  ])('answers a body %s with 400', async (_name, body) => {
    expect([202, 400]).toContain(await statusOf(Buffer.from(body)));
  });
});
