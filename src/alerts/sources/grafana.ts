import { z } from 'zod';
import { createAlert } from '../alert.ts';
import { dashboardOf, PROMETHEUS_ALERT, prometheusDraft } from './alertmanager.ts';
import { freeText } from './fields.ts';
import { jsonSource } from './source.ts';

const GRAFANA_ALERT = PROMETHEUS_ALERT.extend({
  silenceURL: freeText,
  dashboardURL: freeText,
  panelURL: freeText,
  imageURL: freeText,
  valueString: freeText,
});

const PAYLOAD = z.object({ alerts: z.array(GRAFANA_ALERT), groupKey: freeText, truncatedAlerts: freeText });

export const grafana = jsonSource('grafana', PAYLOAD, (payload) => {
  const alerts = payload.alerts.map((alert) => {
    const draft = prometheusDraft('grafana', alert);
    return createAlert({
      ...draft,
      // Without annotations, the measured values are all that says what is wrong.
      description: draft.description ?? (alert.valueString === '' ? undefined : alert.valueString),
      labels: Object.fromEntries(Object.entries(alert.labels).filter(([label]) => !/^__.*__$/.test(label))),
      groupKey: payload.groupKey,
      links: [
        { title: 'Source', url: alert.generatorURL },
        { title: 'Panel', url: alert.panelURL },
        { title: 'Dashboard', url: alert.dashboardURL || dashboardOf(alert.annotations) },
        { title: 'Silence', url: alert.silenceURL },
        { title: 'Image', url: alert.imageURL },
      ],
    });
  });
  const leftOut = Number(payload.truncatedAlerts);
  return leftOut > 0
    ? { alerts, note: `${leftOut} more alerts were left out by the sender (Max Alerts of its contact point)` }
    : { alerts };
});
