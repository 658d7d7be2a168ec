import { createMetrics } from '../src/metrics.ts';

async function linesOf(metrics: ReturnType<typeof createMetrics>, name: string): Promise<string[]> {
  const { text } = await metrics.scrape();
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('createMetrics', () => {
  it('counts answers by verdict and road, with their time', async () => {
    const metrics = createMetrics();
    metrics.answered({ verdict: 'matched', road: 'mention', seconds: 0.2 });
    metrics.answered({ verdict: 'matched', road: 'mention', seconds: 0.01 });
    expect(await linesOf(metrics, 'pasteur_answers_total{')).toEqual([
      'pasteur_answers_total{verdict="matched",road="mention"} 2',
    ]);
    expect(await linesOf(metrics, 'pasteur_answer_seconds_bucket{le="0.1"')).toEqual([
      'pasteur_answer_seconds_bucket{le="0.1",road="mention"} 1',
    ]);
  });

  it('counts what came in, calls of Slack and tokens of the model', async () => {
    const metrics = createMetrics();
    metrics.received({ source: 'grafana', status: 202, alerts: 3 });
    metrics.received({ source: 'grafana', status: 401, alerts: 0 });
    metrics.slackCalled({ method: 'chat.postMessage', status: 429 });
    metrics.summarized({ outcome: 'answered', tokens: 1000 });
    expect(await linesOf(metrics, 'pasteur_alert')).toEqual([
      'pasteur_alert_messages_total{source="grafana",status="202"} 1',
      'pasteur_alert_messages_total{source="grafana",status="401"} 1',
      'pasteur_alerts_received_total{source="grafana"} 3',
    ]);
    expect(await linesOf(metrics, 'pasteur_slack_calls_total{')).toEqual([
      'pasteur_slack_calls_total{method="chat.postMessage",status="429"} 1',
    ]);
    expect(await linesOf(metrics, 'pasteur_model_tokens_total')).toEqual(['pasteur_model_tokens_total 1000']);
  });

  it('asks for the figures of the moment at each scrape', async () => {
    const metrics = createMetrics();
    let firing = 1;
    metrics.observe(async () => ({
      entries: 193,
      pageFaults: { error: 0, warning: 2 },
      alerts: { firing },
      queues: new Map([['alerts', { waiting: 4, dead: 0, oldestSeconds: 7 }]]),
    }));
    expect(await linesOf(metrics, 'pasteur_alerts{')).toEqual(['pasteur_alerts{state="firing"} 1']);
    firing = 5;
    expect(await linesOf(metrics, 'pasteur_alerts{')).toEqual(['pasteur_alerts{state="firing"} 5']);
    expect(await linesOf(metrics, 'pasteur_queue_oldest')).toEqual([
      'pasteur_queue_oldest_seconds{queue="alerts"} 7',
    ]);
    expect(await linesOf(metrics, 'pasteur_snapshot_ok')).toEqual(['pasteur_snapshot_ok 1']);
  });

  it('still answers a scrape while the database is gone, and says so', async () => {
    const metrics = createMetrics();
    metrics.observe(() => Promise.reject(new Error('connection refused')));
    metrics.answered({ verdict: 'unmatched', road: '/triage', seconds: 0.1 });
    expect(await linesOf(metrics, 'pasteur_snapshot_ok')).toEqual(['pasteur_snapshot_ok 0']);
    expect(await linesOf(metrics, 'pasteur_answers_total{')).toHaveLength(1);
  });
});
