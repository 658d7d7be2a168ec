import { createHmac } from 'node:crypto';
import { secretSetting } from '../alerts/settings.ts';
import { SOURCE_NAMES, type SourceName } from '../alerts/sources/source-names.ts';
import type { BuildSampleAlert, SampleAlertOrder } from './sample-alert-order.ts';
import { CLOUD_SAMPLES } from './sample-cloud-alerts.ts';
import { INCIDENT_SAMPLES } from './sample-incident-alerts.ts';
import { MONITORING_SAMPLES } from './sample-monitoring-alerts.ts';
import type { AlertSample } from './wire.ts';

const SAMPLES: Readonly<Record<SourceName, BuildSampleAlert>> = {
  ...MONITORING_SAMPLES,
  ...INCIDENT_SAMPLES,
  ...CLOUD_SAMPLES,
};

const SYSTEM_NAMES: Readonly<Record<SourceName, string>> = {
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
  datadog: 'Datadog',
  cloudwatch: 'Amazon CloudWatch',
  sentry: 'Sentry',
  google: 'Google Cloud Monitoring',
  azure: 'Azure Monitor',
  newrelic: 'New Relic',
  cloudevents: 'CloudEvents',
  generic: 'Any JSON',
};

/** A request that a monitoring system would send. */
export interface SampleAlertRequest {
  /** Such as `/alerts/grafana`; to be sent by POST. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Settings under which the samples are let in; they are signed with the same secret. */
export function sampleAlertEnvironment(secret: string): Readonly<Record<string, string>> {
  return Object.fromEntries(SOURCE_NAMES.map((source) => [secretSetting(source), secret]));
}

/** What the "Send an alert" panel offers, one a source. */
export function listSampleAlerts(): readonly Omit<AlertSample, 'firing'>[] {
  const any = new Date(0);
  return SOURCE_NAMES.map((source) => ({
    source,
    name: SYSTEM_NAMES[source],
    title: SAMPLES[source]({ status: 'firing', instance: 1, startedAt: any, now: any }).title,
  }));
}

/** The request of a sample, signed with `secret` the way that its vendor signs. */
export function sampleAlertRequest(
  source: SourceName,
  order: SampleAlertOrder,
  secret: string,
): SampleAlertRequest {
  const sample = SAMPLES[source](order);
  const body = JSON.stringify(sample.body);
  return {
    path: `/alerts/${source}`,
    headers: {
      'content-type': 'application/json',
      ...sample.headers,
      ...proofOf(source, body, secret, order.now),
    },
    body,
  };
}

function proofOf(source: SourceName, body: string, secret: string, now: Date): Record<string, string> {
  const mac = createHmac('sha256', secret).update(body).digest('hex');
  switch (source) {
    case 'grafana':
      return { 'x-grafana-alerting-signature': mac };
    case 'pagerduty':
      return { 'x-pagerduty-signature': `v1=${mac}` };
    case 'sentry':
      return {
        'sentry-hook-signature': mac,
        'sentry-hook-timestamp': String(Math.floor(now.getTime() / 1000)),
      };
    default:
      return { authorization: `Bearer ${secret}` };
  }
}
