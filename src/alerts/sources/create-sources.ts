import { alertmanager } from './alertmanager.ts';
import { azure } from './azure.ts';
import { cloudevents } from './cloudevents.ts';
import { cloudwatch } from './cloudwatch.ts';
import { datadog } from './datadog.ts';
import { createGenericSource, type GenericMapping } from './generic.ts';
import { google } from './google.ts';
import { grafana } from './grafana.ts';
import { newrelic } from './newrelic.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { sentry } from './sentry.ts';
import type { Source } from './source.ts';
import type { SourceName } from './source-names.ts';

/** All sources by name; only the generic one depends on settings. */
export function createSources(generic: GenericMapping): Readonly<Record<SourceName, Source>> {
  return {
    alertmanager,
    grafana,
    pagerduty,
    opsgenie,
    datadog,
    cloudwatch,
    sentry,
    google,
    azure,
    newrelic,
    cloudevents,
    generic: createGenericSource(generic),
  };
}
