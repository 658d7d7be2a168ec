/** Monitoring systems that can post to `/alerts/<name>`. */
export const SOURCE_NAMES = [
  'alertmanager',
  'grafana',
  'pagerduty',
  'opsgenie',
  'datadog',
  'cloudwatch',
  'sentry',
  'google',
  'azure',
  'newrelic',
  'cloudevents',
  'generic',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

export function isSourceName(name: string): name is SourceName {
  return SOURCE_NAMES.some((known) => known === name);
}
