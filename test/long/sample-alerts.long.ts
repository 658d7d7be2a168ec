import { alertText } from '../../src/alerts/alert.ts';
import { SOURCE_NAMES, type SourceName } from '../../src/alerts/sources/source-names.ts';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type Triage } from '../../src/index.ts';
import type { SampleAlertOrder } from '../../src/workspace/sample-alert-order.ts';
import {
  listSampleAlerts,
  sampleAlertEnvironment,
  sampleAlertRequest,
} from '../../src/workspace/sample-alerts.ts';
import { NOW, testWebhook } from '../support/alert-webhook.ts';

const SECRET = 'secret-of-this-workspace';
const { send } = testWebhook({ environment: sampleAlertEnvironment(SECRET) });

async function sendSample(source: SourceName, order: Partial<SampleAlertOrder> = {}, secret = SECRET) {
  const startedAt = new Date(NOW - 600_000);
  const request = sampleAlertRequest(
    source,
    { status: 'firing', instance: 1, startedAt, now: new Date(NOW), ...order },
    secret,
  );
  return send({ source, headers: request.headers, rawBody: Buffer.from(request.body) });
}

test('there is a sample of every source', () => {
  expect(listSampleAlerts().map(({ source }) => source)).toEqual([...SOURCE_NAMES]);
});

test.each(SOURCE_NAMES)('%s is let in, and its end belongs to its beginning', async (source) => {
  const firing = await sendSample(source);
  const resolved = await sendSample(source, { status: 'resolved' });
  expect(firing).toMatchObject({ status: 202, alerts: [{ source, status: 'firing' }] });
  expect(resolved).toMatchObject({ status: 202, alerts: [{ source, status: 'resolved' }] });
  expect(resolved.alerts[0]?.fingerprint).toBe(firing.alerts[0]?.fingerprint);
});

test.each(SOURCE_NAMES)('%s makes a storm of alerts that differ', async (source) => {
  const answers = await Promise.all([1, 2, 3].map((instance) => sendSample(source, { instance })));
  expect(new Set(answers.map(({ alerts }) => alerts[0]?.fingerprint)).size).toBe(3);
});

test.each(SOURCE_NAMES)('%s is refused when another secret signs it', async (source) => {
  expect((await sendSample(source, {}, 'secret-of-another')).status).toBe(401);
});

describe('the knowledge that ships', () => {
  let triage: Triage;
  beforeAll(async () => {
    triage = createTriage({ entries: (await loadKnowledge([BUNDLED_KNOWLEDGE])).entries });
  });

  test.each([
    ['alertmanager', 'kubernetes/crash-loop-back-off'],
    ['grafana', 'postgres/too-many-clients'],
    ['pagerduty', 'redis/out-of-memory'],
    ['opsgenie', 'etcd/no-space'],
    ['datadog', 'linux/disk-full'],
    ['cloudwatch', 'aws/load-balancer-5xx'],
    ['sentry', 'jvm/out-of-memory-heap'],
    ['google', 'service/high-cpu'],
    ['azure', 'service/high-memory'],
    ['newrelic', 'service/high-error-rate'],
    ['cloudevents', 'tls/certificate-expired'],
    ['generic', undefined],
  ] as const)('answers the sample of %s with %s', async (source, id) => {
    const [alert] = (await sendSample(source)).alerts;
    const result = triage(alert === undefined ? '' : alertText(alert));
    expect(result.verdict === 'matched' ? result.matches[0]?.id : undefined).toBe(id);
  });
});
