import { z } from 'zod';
import { type AlertStatus, createAlert } from '../alert.ts';
import { freeText, freeTexts, freeTime, labelsOf, neededText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource } from './source.ts';

/**
 * The payload that New Relic offers for a workflow's webhook, which teams may edit; `accumulations` is there where
 * somebody added it.
 */
const PAYLOAD = z.object({
  id: freeText,
  issueId: freeText,
  title: freeText,
  state: neededText,
  priority: freeText,
  issueUrl: freeText,
  issuePageUrl: freeText,
  impactedEntities: freeTexts,
  alertPolicyNames: freeTexts,
  alertConditionNames: freeTexts,
  workflowName: freeText,
  description: freeText,
  runbookUrl: freeTexts,
  createdAt: freeTime,
  updatedAt: freeTime,
  closedAt: freeTime,
  accumulations: z
    .object({
      runbookUrl: freeTexts,
      conditionName: freeTexts,
      policyName: freeTexts,
      conditionDescription: freeTexts,
    })
    .nullish()
    .catch(undefined),
});

const STATUS: Readonly<Record<string, AlertStatus>> = {
  created: 'firing',
  activated: 'firing',
  acknowledged: 'acknowledged',
  unacknowledged: 'firing',
  closed: 'resolved',
  resolved: 'resolved',
};

export const newrelic = jsonSource('newrelic', PAYLOAD, (issue) => {
  const state = issue.state.toLowerCase();
  const status = Object.hasOwn(STATUS, state) ? STATUS[state] : undefined;
  if (status === undefined) {
    throw new PayloadFault(
      'state',
      `must be CREATED, ACTIVATED, ACKNOWLEDGED or CLOSED, got ${JSON.stringify(issue.state.slice(0, 60))}`,
    );
  }
  const id = issue.id || issue.issueId;
  if (id === '') {
    throw new PayloadFault('id', 'is missing: keep "id": {{ json issueId }} in the payload of the workflow');
  }
  const more = issue.accumulations ?? undefined;
  const conditions =
    issue.alertConditionNames.length > 0 ? issue.alertConditionNames : (more?.conditionName ?? []);
  const policies = issue.alertPolicyNames.length > 0 ? issue.alertPolicyNames : (more?.policyName ?? []);
  const alert = createAlert({
    source: 'newrelic',
    fingerprint: id,
    status,
    severity: severityOf(issue.priority) ?? UNSAID_SEVERITY,
    name: conditions[0] ?? issue.title,
    summary: issue.title,
    description: issue.description || more?.conditionDescription.join('\n'),
    labels: labelsOf({
      entity: issue.impactedEntities.join(', '),
      condition: conditions.join(', '),
      policy: policies.join(', '),
      workflow: issue.workflowName,
    }),
    startsAt: issue.createdAt,
    endsAt: issue.closedAt ?? issue.updatedAt,
    groupKey: policies[0],
    links: [{ title: 'Issue', url: issue.issueUrl || issue.issuePageUrl }],
    runbookUrl: issue.runbookUrl[0] ?? more?.runbookUrl[0],
  });
  return { alerts: [alert] };
});
