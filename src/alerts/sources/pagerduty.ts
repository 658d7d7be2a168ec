import { z } from 'zod';
import { type AlertStatus, createAlert, type Severity } from '../alert.ts';
import { freeText, freeTime, neededText } from './fields.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { checkShape, jsonSource, type Reading } from './source.ts';

const REFERENCE = z
  .object({ id: freeText, summary: freeText, html_url: freeText })
  .nullish()
  .catch(undefined);

const INCIDENT = z.object({
  type: z.literal('incident'),
  id: neededText,
  title: freeText,
  status: z.enum(['triggered', 'acknowledged', 'resolved'], 'must be triggered, acknowledged or resolved'),
  html_url: freeText,
  number: freeText,
  incident_key: freeText,
  created_at: freeTime,
  urgency: freeText,
  priority: REFERENCE,
  service: REFERENCE,
  escalation_policy: REFERENCE,
});

/** A webhook of version 3 carries one event; `data` depends on the event's type, of which PagerDuty adds more over time. */
const PAYLOAD = z.object({
  event: z.object({
    id: freeText,
    event_type: neededText,
    occurred_at: freeTime,
    data: z.looseObject({ type: freeText }),
  }),
});

const STATUS: Readonly<Record<z.output<typeof INCIDENT>['status'], AlertStatus>> = {
  triggered: 'firing',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
};

export const pagerduty = jsonSource('pagerduty', PAYLOAD, ({ event }): Reading => {
  const delivery = event.id === '' ? {} : { deliveryId: event.id };
  if (event.data.type !== 'incident') {
    return { alerts: [], ...delivery, note: `nothing to show for the event ${event.event_type}` };
  }
  const incident = checkShape(INCIDENT, event.data, ['event', 'data']);
  const service = incident.service ?? undefined;
  const alert = createAlert({
    source: 'pagerduty',
    fingerprint: incident.id,
    status: STATUS[incident.status],
    severity: severityOfIncident(incident.priority?.summary ?? '', incident.urgency),
    name: incident.title || `Incident ${incident.number || incident.id}`,
    labels: withoutEmpty({
      service: service?.summary ?? '',
      urgency: incident.urgency,
      incident_key: incident.incident_key,
    }),
    startsAt: incident.created_at,
    endsAt: event.occurred_at,
    groupKey: service?.id,
    links: [
      { title: 'Incident', url: incident.html_url },
      { title: 'Service', url: service?.html_url },
    ],
  });
  return { alerts: [alert], ...delivery };
});

/** A priority is the team's own word for it; urgency is only high or low. */
function severityOfIncident(priority: string, urgency: string): Severity {
  return severityOf(priority) ?? severityOf(urgency) ?? UNSAID_SEVERITY;
}

function withoutEmpty(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}
