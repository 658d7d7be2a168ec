import { type BuildSampleAlert, sampleEventId } from './sample-alert-order.ts';

/** What the clouds send, in their documented shapes. Names, addresses and ids are made up. */
export const CLOUD_SAMPLES = {
  cloudwatch: (order) => ({
    title: 'The load balancer answers 5xx (EventBridge)',
    body: {
      version: '0',
      id: sampleEventId(order),
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: '123456789012',
      time: order.now.toISOString(),
      region: 'eu-central-1',
      resources: [`arn:aws:cloudwatch:eu-central-1:123456789012:alarm:orders-${order.instance}-elb-5xx`],
      detail: {
        alarmName: `orders-${order.instance}-elb-5xx`,
        configuration: { description: 'HTTPCode_ELB_5XX_Count is above 10 a minute' },
        state: {
          value: order.status === 'firing' ? 'ALARM' : 'OK',
          reason: 'Threshold Crossed: 3 datapoints crossed the threshold (10.0).',
          timestamp: (order.status === 'firing' ? order.startedAt : order.now).toISOString(),
        },
      },
    },
  }),
  google: (order) => ({
    title: 'CPU of a database is high',
    body: {
      version: '1.2',
      incident: {
        incident_id: `0.sample${order.instance}`,
        state: order.status === 'firing' ? 'open' : 'closed',
        severity: 'Warning',
        policy_name: 'High CPU',
        condition_name: 'CPU above 90 %',
        summary: `CPU utilization for orders-db-${order.instance} is above the threshold of 0.900 with a value of 0.987.`,
        started_at: Math.floor(order.startedAt.getTime() / 1000),
        ended_at: order.status === 'firing' ? null : Math.floor(order.now.getTime() / 1000),
        url: `https://console.cloud.google.com/monitoring/alerting/incidents/0.sample${order.instance}`,
        resource: { type: 'cloudsql_database', labels: { database_id: `orders-db-${order.instance}` } },
      },
    },
  }),
  azure: (order) => ({
    title: 'A virtual machine is short of memory',
    body: {
      schemaId: 'azureMonitorCommonAlertSchema',
      data: {
        essentials: {
          alertId: `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.AlertsManagement/alerts/sample-${order.instance}`,
          alertRule: 'High memory',
          severity: 'Sev2',
          monitorCondition: order.status === 'firing' ? 'Fired' : 'Resolved',
          monitoringService: 'Platform',
          configurationItems: [`orders-vm-${order.instance}`],
          firedDateTime: order.startedAt.toISOString(),
          ...(order.status === 'firing' ? {} : { resolvedDateTime: order.now.toISOString() }),
          description: 'Memory usage is above 95 %',
        },
        alertContext: {},
      },
    },
  }),
} satisfies Readonly<Record<string, BuildSampleAlert>>;
