import { type BuildSampleAlert, sampleEventId } from './sample-alert-order.ts';

/** What systems that pass incidents and events on send, in their documented shapes. Names and ids are made up. */
export const INCIDENT_SAMPLES = {
  pagerduty: (order) => ({
    title: 'Redis is out of memory',
    body: {
      event: {
        id: sampleEventId(order),
        event_type: order.status === 'firing' ? 'incident.triggered' : 'incident.resolved',
        resource_type: 'incident',
        occurred_at: order.now.toISOString(),
        data: {
          id: `PSAMPLE${order.instance}`,
          type: 'incident',
          html_url: `https://acme.pagerduty.com/incidents/PSAMPLE${order.instance}`,
          number: 400 + order.instance,
          status: order.status === 'firing' ? 'triggered' : 'resolved',
          created_at: order.startedAt.toISOString(),
          title: `cache-${order.instance}: OOM command not allowed when used memory > 'maxmemory'`,
          service: {
            id: 'PCACHE1',
            type: 'service_reference',
            summary: 'Cache',
            html_url: 'https://acme.pagerduty.com/services/PCACHE1',
          },
          priority: { id: 'PPRIO1', type: 'priority_reference', summary: 'P1' },
          urgency: 'high',
        },
      },
    },
  }),
  opsgenie: (order) => ({
    title: 'etcd has used up its space',
    body: {
      action: order.status === 'firing' ? 'Create' : 'Close',
      alert: {
        alertId: `0526${order.instance}`,
        alias: `etcd-space-${order.instance}`,
        tinyId: String(order.instance),
        message: 'etcd: mvcc: database space exceeded',
        entity: `etcd-${order.instance}`,
        description: 'etcdserver: mvcc: database space exceeded',
        priority: 'P2',
        tags: ['team:platform'],
        createdAt: order.startedAt.getTime(),
        updatedAt: order.now.getTime() * 1_000_000,
      },
    },
  }),
  cloudevents: (order) => ({
    title: 'A certificate has expired',
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: {
      specversion: '1.0',
      id: sampleEventId(order),
      source: '/monitoring/certificates',
      type: `com.example.certificate.${order.status === 'firing' ? 'fired' : 'resolved'}`,
      subject: `shop-${order.instance}.example.com`,
      time: order.now.toISOString(),
      data: {
        severity: 'critical',
        title: 'Certificate expired',
        message: 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
        startsAt: order.startedAt.toISOString(),
      },
    },
  }),
  generic: (order) => ({
    title: 'Something that no page knows',
    body: {
      name: 'CoffeeMachineEmpty',
      status: order.status,
      severity: 'low',
      summary: `The coffee machine on floor ${order.instance} has no beans`,
      labels: { floor: String(order.instance) },
      fingerprint: `coffee-${order.instance}`,
      startsAt: order.startedAt.toISOString(),
      endsAt: order.status === 'firing' ? null : order.now.toISOString(),
    },
  }),
} satisfies Readonly<Record<string, BuildSampleAlert>>;
