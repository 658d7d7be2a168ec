import { z } from 'zod';
import { type AlertDraft, createAlert } from '../alert.ts';
import { freeLabels, freeText, freeTime } from './fields.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource } from './source.ts';

/** Shape of one alert, the same in Alertmanager (version 4 of its webhook) and in Grafana, which extends it. */
export const PROMETHEUS_ALERT = z.object({
  status: z.enum(['firing', 'resolved'], 'must be firing or resolved'),
  labels: freeLabels,
  annotations: freeLabels,
  startsAt: freeTime,
  endsAt: freeTime,
  generatorURL: freeText,
  fingerprint: freeText,
});

const PAYLOAD = z.object({
  alerts: z.array(PROMETHEUS_ALERT),
  groupKey: freeText,
  externalURL: freeText,
  truncatedAlerts: freeText,
});

export const alertmanager = jsonSource('alertmanager', PAYLOAD, (payload) => {
  const alerts = payload.alerts.map((alert) =>
    createAlert({
      ...prometheusDraft('alertmanager', alert),
      groupKey: payload.groupKey,
      links: [
        { title: 'Source', url: alert.generatorURL },
        { title: 'Dashboard', url: dashboardOf(alert.annotations) },
        { title: 'Silence', url: silenceLink(payload.externalURL, alert.labels) },
        { title: 'Alertmanager', url: payload.externalURL },
      ],
    }),
  );
  const leftOut = Number(payload.truncatedAlerts);
  return leftOut > 0
    ? { alerts, note: `${leftOut} more alerts were left out by the sender (max_alerts of its webhook)` }
    : { alerts };
});

/** What Prometheus' conventions for labels and annotations say of an alert. */
export function prometheusDraft(source: string, alert: z.output<typeof PROMETHEUS_ALERT>): AlertDraft {
  const { labels, annotations } = alert;
  return {
    source,
    fingerprint: alert.fingerprint,
    status: alert.status,
    severity: severityOf(labels.severity ?? labels.priority ?? '') ?? UNSAID_SEVERITY,
    name: labels.alertname ?? annotations.summary ?? annotations.title ?? '',
    summary: annotations.summary ?? annotations.title ?? annotations.message,
    description: annotations.description ?? annotations.message,
    labels,
    startsAt: alert.startsAt,
    endsAt: alert.endsAt,
    runbookUrl:
      annotations.runbook_url ?? annotations.runbook ?? annotations.runbookUrl ?? labels.runbook_url,
  };
}

export function dashboardOf(annotations: Readonly<Record<string, string>>): string | undefined {
  return annotations.dashboard_url ?? annotations.dashboard ?? annotations.dashboardURL;
}

/** Alertmanager's own form for a new silence, filled in. */
function silenceLink(externalUrl: string, labels: Readonly<Record<string, string>>): string | undefined {
  if (externalUrl === '') return undefined;
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${externalUrl.replace(/\/$/, '')}/#/silences/new?filter=${encodeURIComponent(`{${matchers.join(',')}}`)}`;
}
