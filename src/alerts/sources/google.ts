import { z } from 'zod';
import { type AlertStatus, createAlert } from '../alert.ts';
import { freeLabels, freeText, freeTime, labelsOf, neededText, scalarText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource } from './source.ts';

const DOCUMENTATION = z.object({
  content: freeText,
  subject: freeText,
  links: z.array(z.object({ displayName: freeText, url: freeText })).catch([]),
});

/** Google's test message has a plain text where incidents have the object. */
const freeDocumentation = z
  .unknown()
  .optional()
  .transform((value): z.output<typeof DOCUMENTATION> => {
    const parsed = DOCUMENTATION.safeParse(value);
    return parsed.success ? parsed.data : { content: scalarText(value), subject: '', links: [] };
  });

/** Notification of Cloud Monitoring, schema 1.2. */
const PAYLOAD = z.object({
  incident: z.object({
    incident_id: neededText,
    state: neededText,
    severity: freeText,
    policy_name: freeText,
    condition_name: freeText,
    summary: freeText,
    started_at: freeTime,
    ended_at: freeTime,
    url: freeText,
    scoping_project_id: freeText,
    resource_display_name: freeText,
    observed_value: freeText,
    threshold_value: freeText,
    policy_user_labels: freeLabels,
    resource: z.object({ type: freeText, labels: freeLabels }).nullish().catch(undefined),
    metric: z.object({ type: freeText, labels: freeLabels }).nullish().catch(undefined),
    documentation: freeDocumentation,
  }),
});

const STATUS: Readonly<Record<string, AlertStatus>> = {
  open: 'firing',
  acknowledged: 'acknowledged',
  closed: 'resolved',
};

export const google = jsonSource('google', PAYLOAD, ({ incident }) => {
  const state = incident.state.toLowerCase();
  const status = Object.hasOwn(STATUS, state) ? STATUS[state] : undefined;
  if (status === undefined) {
    throw new PayloadFault(
      'incident.state',
      `must be open, acknowledged or closed, got ${JSON.stringify(incident.state.slice(0, 60))}`,
    );
  }
  const { documentation, policy_user_labels: userLabels } = incident;
  const runbook = documentation.links.find(({ displayName }) => /run-?book|playbook/i.test(displayName));
  const alert = createAlert({
    source: 'google',
    fingerprint: incident.incident_id,
    status,
    severity: severityOf(incident.severity) ?? severityOf(userLabels.severity ?? '') ?? UNSAID_SEVERITY,
    name: incident.policy_name || incident.condition_name,
    summary: incident.summary || documentation.subject,
    description: documentation.content,
    labels: {
      ...labelsOf({
        condition: incident.condition_name,
        project: incident.scoping_project_id,
        resource: incident.resource_display_name,
        resource_type: incident.resource?.type,
        metric: incident.metric?.type,
        value: incident.observed_value,
        threshold: incident.threshold_value,
      }),
      ...userLabels,
      ...incident.resource?.labels,
      ...incident.metric?.labels,
    },
    startsAt: incident.started_at,
    endsAt: incident.ended_at,
    groupKey: incident.policy_name,
    links: [
      { title: 'Incident', url: incident.url },
      ...documentation.links.map(({ displayName, url }) => ({ title: displayName || 'Link', url })),
    ],
    runbookUrl: runbook?.url ?? userLabels.runbook_url,
  });
  return { alerts: [alert] };
});
