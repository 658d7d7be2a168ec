import { z } from 'zod';
import { type AlertStatus, createAlert, type Severity } from '../alert.ts';
import { freeText, freeTime, labelsOf, neededText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { exceptionText, tagLabels } from './sentry-event.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { checkShape, jsonSource, type Reading, type RequestHeaders } from './source.ts';

const PAYLOAD = z.object({ action: neededText, data: z.looseObject({}) });

const ISSUE = z.object({
  issue: z.object({
    id: neededText,
    title: neededText,
    culprit: freeText,
    level: freeText,
    priority: freeText,
    shortId: freeText,
    platform: freeText,
    project: z.object({ slug: freeText }).nullish().catch(undefined),
    metadata: z.object({ type: freeText, value: freeText }).nullish().catch(undefined),
    web_url: freeText,
    permalink: freeText,
    firstSeen: freeTime,
    lastSeen: freeTime,
  }),
});

const EVENT_ALERT = z.object({
  event: z.object({
    issue_id: neededText,
    title: neededText,
    culprit: freeText,
    level: freeText,
    platform: freeText,
    environment: freeText,
    release: freeText,
    message: freeText,
    web_url: freeText,
    exception: z.unknown().optional(),
    tags: z.unknown().optional(),
  }),
  triggered_rule: freeText,
});

const METRIC_ALERT = z.object({
  metric_alert: z.object({
    id: neededText,
    title: freeText,
    date_started: freeTime,
    date_closed: freeTime,
    projects: z.array(freeText).catch([]),
    alert_rule: z.object({ id: freeText, name: freeText, query: freeText, aggregate: freeText }),
  }),
  description_title: freeText,
  description_text: freeText,
  web_url: freeText,
});

export const sentry = jsonSource('sentry', PAYLOAD, ({ action, data }, headers): Reading => {
  const id = headers['request-id'];
  const delivery = id === undefined ? {} : { deliveryId: id };
  const resource = resourceOf(data, headers);
  const read = READERS[resource];
  if (read === undefined)
    return { alerts: [], ...delivery, note: `nothing to show for the resource ${resource}` };
  const alert = read(action, data);
  return alert === undefined
    ? { alerts: [], ...delivery, note: `nothing to show for ${resource}.${action}` }
    : { alerts: [alert], ...delivery };
});

type Reader = (action: string, data: unknown) => ReturnType<typeof createAlert> | undefined;

const READERS: Readonly<Partial<Record<string, Reader>>> = {
  issue: readIssue,
  event_alert: readEventAlert,
  metric_alert: readMetricAlert,
};

function resourceOf(data: Readonly<Record<string, unknown>>, headers: RequestHeaders): string {
  const told = headers['sentry-hook-resource'];
  if (told !== undefined) return told;
  const [found] = [
    ['metric_alert', 'metric_alert'],
    ['event', 'event_alert'],
    ['issue', 'issue'],
  ].filter(([key]) => key !== undefined && Object.hasOwn(data, key));
  const resource = found?.[1];
  if (resource === undefined) throw new PayloadFault('data', 'must have issue, event or metric_alert');
  return resource;
}

/** An archived issue is known and kept quiet, not mended. Sentry called it ignored before. */
const ISSUE_STATUS: Readonly<Record<string, AlertStatus>> = {
  created: 'firing',
  unresolved: 'firing',
  resolved: 'resolved',
  archived: 'acknowledged',
  ignored: 'acknowledged',
};

function readIssue(action: string, data: unknown) {
  if (action === 'assigned') return undefined;
  const status = statusIn(ISSUE_STATUS, action, 'created, unresolved, resolved, archived or assigned');
  const { issue } = checkShape(ISSUE, data, ['data']);
  const { type = '', value = '' } = issue.metadata ?? {};
  return createAlert({
    source: 'sentry',
    fingerprint: `issue:${issue.id}`,
    status,
    severity: severityOf(issue.level) ?? severityOf(issue.priority) ?? UNSAID_SEVERITY,
    name: issue.title,
    summary: issue.culprit,
    description: type === '' ? value : `${type}: ${value}`,
    labels: labelsOf({
      issue: issue.shortId,
      project: issue.project?.slug,
      platform: issue.platform,
      level: issue.level,
    }),
    // First seen before many a resolving: only for a new issue is it the start of this alert.
    startsAt: action === 'created' ? issue.firstSeen : undefined,
    endsAt: issue.lastSeen,
    groupKey: issue.project?.slug,
    links: [{ title: 'Issue', url: issue.web_url || issue.permalink }],
  });
}

function readEventAlert(action: string, data: unknown) {
  const status = statusIn({ triggered: 'firing' }, action, 'triggered');
  const { event, triggered_rule: rule } = checkShape(EVENT_ALERT, data, ['data']);
  return createAlert({
    source: 'sentry',
    // The issue's, so that its resolved message closes this alert.
    fingerprint: `issue:${event.issue_id}`,
    status,
    severity: severityOf(event.level) ?? UNSAID_SEVERITY,
    name: event.title,
    summary: event.culprit,
    description: [event.message, exceptionText(event.exception)].filter((text) => text !== '').join('\n'),
    labels: {
      ...tagLabels(event.tags),
      ...labelsOf({
        rule,
        platform: event.platform,
        environment: event.environment,
        release: event.release,
        level: event.level,
      }),
    },
    groupKey: rule,
    links: [{ title: 'Event', url: event.web_url }],
  });
}

const METRIC_SEVERITY: Readonly<Record<string, Severity>> = { critical: 'critical', warning: 'medium' };

function readMetricAlert(action: string, data: unknown) {
  const status = statusIn(
    { critical: 'firing', warning: 'firing', resolved: 'resolved' },
    action,
    'critical, warning or resolved',
  );
  const { metric_alert: incident, ...told } = checkShape(METRIC_ALERT, data, ['data']);
  const rule = incident.alert_rule;
  return createAlert({
    source: 'sentry',
    fingerprint: `metric:${incident.id}`,
    status,
    severity: METRIC_SEVERITY[action] ?? UNSAID_SEVERITY,
    name: rule.name || incident.title || told.description_title,
    summary: told.description_title,
    description: told.description_text,
    labels: labelsOf({ project: incident.projects.join(','), query: rule.query, aggregate: rule.aggregate }),
    startsAt: incident.date_started,
    endsAt: incident.date_closed,
    groupKey: rule.id === '' ? undefined : `rule:${rule.id}`,
    links: [{ title: 'Alert', url: told.web_url }],
  });
}

function statusIn(
  known: Readonly<Record<string, AlertStatus>>,
  action: string,
  expected: string,
): AlertStatus {
  const status = Object.hasOwn(known, action) ? known[action] : undefined;
  if (status !== undefined) return status;
  throw new PayloadFault('action', `must be ${expected}, got ${JSON.stringify(action.slice(0, 60))}`);
}
