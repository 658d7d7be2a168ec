import { z } from 'zod';
import { type AlertStatus, createAlert } from '../alert.ts';
import { freeLabels, freeText, freeTexts, freeTime, labelsOf, labelsOfTags, neededText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource, type Reading } from './source.ts';

/** Opsgenie's outgoing webhook, and the same of its successor in Jira Service Management. */
const PAYLOAD = z.object({
  action: neededText,
  alert: z.object({
    alertId: neededText,
    alias: freeText,
    tinyId: freeText,
    message: freeText,
    description: freeText,
    details: freeLabels,
    entity: freeText,
    source: freeText,
    priority: freeText,
    tags: freeTexts,
    createdAt: freeTime,
    updatedAt: freeTime,
  }),
});

const STATUS: Readonly<Record<string, AlertStatus>> = {
  create: 'firing',
  unacknowledge: 'firing',
  acknowledge: 'acknowledged',
  close: 'resolved',
  delete: 'resolved',
};

/** Actions that leave the alert as it is. */
const OTHER_ACTIONS =
  /^(?:add|remove|update|assign|take|escalate|snooze|seen|test|send|resend|custom|execute|unsnooze|snoozeended)/;

export const opsgenie = jsonSource('opsgenie', PAYLOAD, ({ action, alert }): Reading => {
  const word = action.toLowerCase();
  const status = Object.hasOwn(STATUS, word) ? STATUS[word] : undefined;
  if (status === undefined) {
    if (OTHER_ACTIONS.test(word)) return { alerts: [], note: `nothing to show for the action ${action}` };
    throw new PayloadFault(
      'action',
      `must be Create, Acknowledge, UnAcknowledge, Close or Delete, got ${JSON.stringify(action.slice(0, 60))}: leave other actions out of the webhook's action mapping`,
    );
  }
  const { details } = alert;
  const read = createAlert({
    source: 'opsgenie',
    fingerprint: alert.alias || alert.alertId,
    status,
    severity: severityOf(alert.priority) ?? UNSAID_SEVERITY,
    name: alert.message || `Alert ${alert.tinyId || alert.alertId}`,
    description: alert.description,
    labels: {
      ...labelsOf({ entity: alert.entity, source: alert.source }),
      ...labelsOfTags(alert.tags),
      ...details,
    },
    startsAt: alert.createdAt,
    endsAt: alert.updatedAt,
    links: [
      {
        title: 'Alert',
        url: `https://app.opsgenie.com/alert/detail/${encodeURIComponent(alert.alertId)}/details`,
      },
    ],
    runbookUrl: details.runbook_url ?? details.runbook ?? details.Runbook,
  });
  return { alerts: [read] };
});
