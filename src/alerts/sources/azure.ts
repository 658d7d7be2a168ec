import { z } from 'zod';
import { createAlert, type Severity } from '../alert.ts';
import { freeLabels, freeText, freeTexts, freeTime, labelsOf, neededText } from './fields.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { jsonSource } from './source.ts';

const CONDITION = z.object({
  metricName: freeText,
  searchQuery: freeText,
  operator: freeText,
  threshold: freeText,
  metricValue: freeText,
  dimensions: z.array(z.object({ name: freeText, value: freeText })).catch([]),
});

/** The common alert schema: `essentials` is the same for all kinds of alert, `alertContext` differs. */
const PAYLOAD = z.object({
  schemaId: z.literal(
    'azureMonitorCommonAlertSchema',
    'must be azureMonitorCommonAlertSchema (enable the common alert schema in the action group)',
  ),
  data: z.object({
    essentials: z.object({
      alertId: neededText,
      alertRule: neededText,
      severity: freeText,
      signalType: freeText,
      monitorCondition: z.enum(['Fired', 'Resolved'], 'must be Fired or Resolved'),
      monitoringService: freeText,
      alertTargetIDs: freeTexts,
      configurationItems: freeTexts,
      firedDateTime: freeTime,
      resolvedDateTime: freeTime,
      description: freeText,
      investigationLink: freeText,
    }),
    alertContext: z
      .object({
        condition: z
          .object({ allOf: z.array(CONDITION) })
          .nullish()
          .catch(undefined),
        // Of activity logs, such as Service Health.
        properties: z.object({ title: freeText }).nullish().catch(undefined),
      })
      .nullish()
      .catch(undefined),
    customProperties: freeLabels,
  }),
});

/** Microsoft's names for them: critical, error, warning, informational, verbose. */
const SEVERITY: Readonly<Record<string, Severity>> = {
  sev0: 'critical',
  sev1: 'high',
  sev2: 'medium',
  sev3: 'low',
  sev4: 'info',
};

export const azure = jsonSource('azure', PAYLOAD, ({ data }) => {
  const { essentials, customProperties } = data;
  const conditions = data.alertContext?.condition?.allOf ?? [];
  const alert = createAlert({
    source: 'azure',
    fingerprint: essentials.alertId,
    status: essentials.monitorCondition === 'Fired' ? 'firing' : 'resolved',
    severity:
      SEVERITY[essentials.severity.toLowerCase()] ?? severityOf(essentials.severity) ?? UNSAID_SEVERITY,
    name: essentials.alertRule,
    summary: essentials.description || data.alertContext?.properties?.title,
    description: conditions.map(conditionText).join('\n'),
    labels: {
      ...labelsOf({
        service: essentials.monitoringService,
        signal: essentials.signalType,
        resource: essentials.configurationItems.join(', '),
      }),
      ...customProperties,
      ...Object.fromEntries(
        conditions.flatMap(({ dimensions }) =>
          dimensions.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]),
        ),
      ),
    },
    startsAt: essentials.firedDateTime,
    endsAt: essentials.resolvedDateTime,
    groupKey: essentials.alertRule,
    links: [
      {
        title: 'Alert',
        url:
          essentials.investigationLink ||
          `https://portal.azure.com/#blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/${encodeURIComponent(essentials.alertId)}`,
      },
      ...essentials.alertTargetIDs.slice(0, 3).map((target) => ({
        title: target.split('/').at(-1) || 'Resource',
        url: target.startsWith('/') ? `https://portal.azure.com/#@/resource${encodeURI(target)}` : undefined,
      })),
    ],
    runbookUrl: customProperties.runbook_url ?? customProperties.runbook ?? customProperties.RunbookUrl,
  });
  return { alerts: [alert] };
});

function conditionText(condition: z.output<typeof CONDITION>): string {
  const { metricName, searchQuery, operator, threshold, metricValue } = condition;
  const rule = [metricName || searchQuery, operator, threshold].filter((part) => part !== '').join(' ');
  return metricValue === '' ? rule : `${rule} (value ${metricValue})`;
}
