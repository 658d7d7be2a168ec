import { type BuildSampleAlert, type SampleAlertOrder, sampleEventId } from './sample-alert-order.ts';

/** What systems that measure send, in their documented shapes. Names, addresses and ids are made up. */
export const MONITORING_SAMPLES = {
  alertmanager: (order) => ({
    title: 'Pod is crash looping',
    body: {
      version: '4',
      groupKey: '{}:{alertname="KubePodCrashLooping"}',
      truncatedAlerts: 0,
      status: order.status,
      receiver: 'pasteur',
      externalURL: 'http://alertmanager.example.com:9093',
      alerts: [
        {
          ...prometheusTimes(order),
          labels: {
            alertname: 'KubePodCrashLooping',
            severity: 'warning',
            namespace: 'shop',
            container: 'checkout',
            pod: `checkout-${order.instance}`,
          },
          annotations: {
            summary: 'Pod is crash looping.',
            description: `Pod shop/checkout-${order.instance} (checkout) is in waiting state (reason: "CrashLoopBackOff").`,
          },
          generatorURL: 'http://prometheus.example.com:9090/graph?g0.tab=1',
          fingerprint: `5a${order.instance.toString(16).padStart(14, '0')}`,
        },
      ],
    },
  }),
  grafana: (order) => ({
    title: 'PostgreSQL has no connections left',
    body: {
      version: '1',
      groupKey: '{}:{alertname="Postgres connections exhausted"}',
      orgId: 1,
      status: order.status,
      state: order.status === 'firing' ? 'alerting' : 'ok',
      alerts: [
        {
          ...prometheusTimes(order),
          labels: {
            alertname: 'Postgres connections exhausted',
            severity: 'high',
            instance: `orders-db-${order.instance}`,
          },
          annotations: {
            summary: `orders-db-${order.instance} has 100 of 100 connections in use`,
            description: 'FATAL:  sorry, too many clients already',
          },
          values: { B: 100 },
          dashboardURL: 'https://grafana.example.com/d/pg?orgId=1',
          silenceURL: 'https://grafana.example.com/alerting/silence/new?alertmanager=grafana',
          fingerprint: `6b${order.instance.toString(16).padStart(14, '0')}`,
        },
      ],
    },
  }),
  datadog: (order) => ({
    title: 'Disk is full',
    body: {
      id: sampleEventId(order),
      alert_id: '14402837',
      alert_scope: `host:web-${order.instance}`,
      transition: order.status === 'firing' ? 'Triggered' : 'Recovered',
      priority: 'P2',
      alert_type: order.status === 'firing' ? 'error' : 'success',
      title: `[${order.status === 'firing' ? 'Triggered' : 'Recovered'}] Disk full`,
      message: `write to /var/log failed on web-${order.instance}: No space left on device`,
      query: 'avg(last_5m):avg:system.disk.in_use{*} by {host} > 0.98',
      tags: `host:web-${order.instance},team:storage`,
      date: String(order.status === 'firing' ? order.startedAt.getTime() : order.now.getTime()),
      link: 'https://app.datadoghq.com/monitors/14402837',
    },
  }),
  newrelic: (order) => ({
    title: 'Error rate is high',
    body: {
      id: `sample-issue-${order.instance}`,
      issueUrl: `https://one.newrelic.com/issues/sample-issue-${order.instance}`,
      title: `checkout-${order.instance} query result is > 5.0 for 5 minutes on 'High error rate'`,
      priority: 'HIGH',
      state: order.status === 'firing' ? 'ACTIVATED' : 'CLOSED',
      impactedEntities: [`checkout-${order.instance}`],
      alertPolicyNames: ['Golden signals'],
      alertConditionNames: ['High error rate'],
      createdAt: order.startedAt.getTime(),
      updatedAt: order.now.getTime(),
    },
  }),
  sentry: (order) => ({
    title: 'A new exception',
    headers: { 'sentry-hook-resource': 'issue', 'request-id': sampleEventId(order) },
    body: {
      action: order.status === 'firing' ? 'created' : 'resolved',
      data: {
        issue: {
          id: String(4_500_000 + order.instance),
          title: 'java.lang.OutOfMemoryError: Java heap space',
          culprit: 'com.example.shop.Cart in add',
          level: 'error',
          shortId: `SHOP-${order.instance}`,
          platform: 'java',
          project: { slug: 'shop' },
          metadata: { type: 'java.lang.OutOfMemoryError', value: 'Java heap space' },
          web_url: `https://example-org.sentry.io/issues/${4_500_000 + order.instance}/`,
          firstSeen: order.startedAt.toISOString(),
          lastSeen: order.now.toISOString(),
        },
      },
    },
  }),
} satisfies Readonly<Record<string, BuildSampleAlert>>;

function prometheusTimes({ status, startedAt, now }: SampleAlertOrder) {
  return {
    status,
    startsAt: startedAt.toISOString(),
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : now.toISOString(),
  };
}
