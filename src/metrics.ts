import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures that are asked for at each scrape, since another process may have changed them. */
export interface Snapshot {
  readonly entries: number;
  readonly pageFaults: Readonly<Record<'error' | 'warning', number>>;
  /** By state. */
  readonly alerts: Readonly<Record<string, number>>;
  readonly queues: ReadonlyMap<string, QueueFigures>;
}

interface QueueFigures {
  /** Not done yet. */
  readonly waiting: number;
  readonly dead: number;
  readonly oldestSeconds: number;
}

/** What Pasteur counts of itself, for Prometheus. No name of a person, no text of a paste, no channel. */
export interface Metrics {
  /** A paste was answered; `road` is how it came, such as `mention` or `alert`, `seconds` from then to the answer in Slack. */
  answered(answer: { readonly verdict: string; readonly road: string; readonly seconds: number }): void;
  /** A message of a monitoring system was answered with this HTTP status and held so many alerts. */
  received(message: { readonly source: string; readonly status: number; readonly alerts: number }): void;
  /** A call of Slack's Web API ended with this HTTP status; 0 when no answer came. */
  slackCalled(call: { readonly method: string; readonly status: number }): void;
  /** A model was asked. */
  summarized(summary: { readonly outcome: string; readonly tokens: number }): void;
  /** Gives the figures of the moment. Called once, by who joins the parts. */
  observe(snapshot: () => Promise<Snapshot>): void;
  /** All of it in Prometheus' text format. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Seconds: from a warm answer of the engine to what an impatient person waits for. */
const ANSWER_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'pasteur_answers_total',
    help: 'Pastes and alerts answered, by verdict and road.',
    labelNames: ['verdict', 'road'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'pasteur_answer_seconds',
    help: 'Time from the arrival of a paste to its answer in Slack.',
    labelNames: ['road'],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const messages = new Counter({
    name: 'pasteur_alert_messages_total',
    help: 'Messages of monitoring systems, by source and HTTP status of the answer.',
    labelNames: ['source', 'status'],
    registers,
  });
  const alertsReceived = new Counter({
    name: 'pasteur_alerts_received_total',
    help: 'Alerts taken in, by source; repeats count.',
    labelNames: ['source'],
    registers,
  });
  const slackCalls = new Counter({
    name: 'pasteur_slack_calls_total',
    help: 'Calls of the Web API of Slack, by method and HTTP status; 0 when no answer came, 429 when Slack asks to wait.',
    labelNames: ['method', 'status'],
    registers,
  });
  const summaries = new Counter({
    name: 'pasteur_summaries_total',
    help: 'Questions to the language model, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const tokens = new Counter({
    name: 'pasteur_model_tokens_total',
    help: 'Tokens of questions and answers, as the language model counted them.',
    registers,
  });
  let snapshot: (() => Promise<Snapshot>) | undefined;
  const observed = createObserved(registry);

  return {
    answered({ verdict, road, seconds }) {
      answers.inc({ verdict, road });
      answerSeconds.observe({ road }, seconds);
    },
    received({ source, status, alerts }) {
      messages.inc({ source, status });
      if (alerts > 0) alertsReceived.inc({ source }, alerts);
    },
    slackCalled: ({ method, status }) => slackCalls.inc({ method, status }),
    summarized({ outcome, tokens: count }) {
      summaries.inc({ outcome });
      tokens.inc(count);
    },
    observe(ask) {
      snapshot = ask;
    },
    async scrape() {
      await observed.take(snapshot);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** The gauges that are filled from a snapshot. */
function createObserved(registry: Registry) {
  const registers = [registry];
  const entries = new Gauge({ name: 'pasteur_entries', help: 'Entries in use.', registers });
  const pageFaults = new Gauge({
    name: 'pasteur_page_faults',
    help: 'Faults of pages, by level. A page with an error is left out, or its last good version stays in use.',
    labelNames: ['level'],
    registers,
  });
  const alerts = new Gauge({
    name: 'pasteur_alerts',
    help: 'Alerts by state; dead ones could not be posted and were given up.',
    labelNames: ['state'],
    registers,
  });
  const jobs = new Gauge({
    name: 'pasteur_queue_jobs',
    help: 'Jobs by queue and state.',
    labelNames: ['queue', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'pasteur_queue_oldest_seconds',
    help: 'Age of the oldest job that is due and not done.',
    labelNames: ['queue'],
    registers,
  });
  const isWhole = new Gauge({
    name: 'pasteur_snapshot_ok',
    help: '1 when the figures of the database could be read for this scrape, else 0.',
    registers,
  });
  return {
    async take(ask: (() => Promise<Snapshot>) | undefined): Promise<void> {
      let figures: Snapshot | undefined;
      try {
        figures = await ask?.();
      } catch {
        // A scrape must work while the database is gone: that is when it is looked at.
        isWhole.set(0);
        return;
      }
      if (figures === undefined) return;
      isWhole.set(1);
      entries.set(figures.entries);
      for (const [level, count] of Object.entries(figures.pageFaults)) pageFaults.set({ level }, count);
      for (const [state, count] of Object.entries(figures.alerts)) alerts.set({ state }, count);
      for (const [queue, { waiting, dead, oldestSeconds }] of figures.queues) {
        jobs.set({ queue, state: 'waiting' }, waiting);
        jobs.set({ queue, state: 'dead' }, dead);
        oldest.set({ queue }, oldestSeconds);
      }
    },
  };
}
