import { z } from 'zod';
import { type AlertStatus, createAlert } from '../alert.ts';
import { freeTime, isoTime, labelsOf, labelsOfTags, scalarText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource, type Reading } from './source.ts';

/** A variable that Datadog had no value for arrives empty, as `null`, or as its own name. */
const variable = z
  .unknown()
  .optional()
  .transform((value) => {
    const text = scalarText(value);
    return /^(?:null|\$[A-Z_]+)$/i.test(text) ? '' : text;
  });

/** The payload of our template, `docs/datadog-template.json`; Datadog's webhooks have no fixed one. */
const PAYLOAD = z.object({
  id: variable,
  alert_id: variable,
  alert_scope: variable,
  aggreg_key: variable,
  alert_cycle_key: variable,
  transition: variable,
  priority: variable,
  alert_type: variable,
  title: variable,
  message: variable,
  query: variable,
  metric: variable,
  alert_status: variable,
  hostname: variable,
  tags: variable,
  date: freeTime,
  last_updated: freeTime,
  link: variable,
  snapshot: variable,
});

const STATUS: Readonly<Record<string, AlertStatus>> = {
  triggered: 'firing',
  'no data': 'firing',
  warn: 'firing',
  renotify: 'firing',
  recovered: 'resolved',
};

export const datadog = jsonSource('datadog', PAYLOAD, (event): Reading => {
  const status = statusOf(event.transition);
  const title = event.title.replace(/^\[[^\]]*\]\s*/, '');
  const alert = createAlert({
    source: 'datadog',
    fingerprint: fingerprintOf(event),
    status,
    severity: severityOf(event.priority) ?? severityOfType(event.alert_type, event.transition),
    name: title || event.metric || `Monitor ${event.alert_id}`,
    summary: event.alert_status,
    description: plainMessage(event.message),
    labels: {
      ...labelsOf({ host: event.hostname, metric: event.metric, query: event.query }),
      ...labelsOfTags(event.tags.split(',')),
      ...labelsOfTags(event.alert_scope.split(',')),
    },
    startsAt: status === 'resolved' ? undefined : (event.date ?? isoTime(event.last_updated)),
    endsAt: event.date ?? isoTime(event.last_updated),
    groupKey: event.alert_id,
    links: [
      { title: 'Monitor', url: event.link },
      { title: 'Snapshot', url: event.snapshot },
    ],
  });
  return event.id === '' ? { alerts: [alert] } : { alerts: [alert], deliveryId: event.id };
});

function statusOf(transition: string): AlertStatus {
  const word = transition.toLowerCase().replace(/^re-/, '');
  const status = Object.hasOwn(STATUS, word) ? STATUS[word] : undefined;
  if (status !== undefined) return status;
  throw new PayloadFault(
    'transition',
    `must be Triggered, Warn, No Data, Renotify or Recovered, got ${JSON.stringify(transition.slice(0, 60))}: put the text of docs/datadog-template.json into the webhook's Payload field`,
  );
}

/** One group of one monitor: the cycle's key would change each time that it fires anew. */
function fingerprintOf(event: z.output<typeof PAYLOAD>): string {
  return event.alert_id === ''
    ? event.aggreg_key || event.alert_cycle_key
    : `${event.alert_id}:${event.alert_scope}`;
}

/** A recovered monitor is of the type "success", which says nothing of how bad it was. */
function severityOfType(type: string, transition: string) {
  if (/warn/i.test(transition)) return 'medium';
  return type.toLowerCase() === 'success' ? UNSAID_SEVERITY : (severityOf(type) ?? UNSAID_SEVERITY);
}

/** Datadog wraps Markdown in `%%%` and repeats whom it told. */
function plainMessage(message: string): string {
  return message
    .replaceAll('%%%', '')
    .replace(/(?:^|\s)@(?:webhook|slack|pagerduty|opsgenie|teams|all|here|[\w.+-]+@)[\w.@-]*/g, '')
    .trim();
}
