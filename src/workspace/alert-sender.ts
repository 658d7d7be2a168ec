import type { AlertSettings } from '../alerts/settings.ts';
import type { SourceName } from '../alerts/sources/source-names.ts';
import { RefusedRequest } from './http-exchange.ts';
import type { SampleAlertOrder } from './sample-alert-order.ts';
import { listSampleAlerts, sampleAlertRequest } from './sample-alerts.ts';
import type { AlertAction, AlertSample, SentAlerts, WebhookAnswer } from './wire.ts';

/** Where alerts are taken, and what lets them in. */
export interface AlertDoor {
  /** Base address of `/alerts/<source>`. */
  readonly url: string;
  /** Channel that alerts are posted to, by id or name. */
  readonly channel: string;
  readonly secrets: AlertSettings['secrets'];
}

export interface AlertOrder {
  readonly source: SourceName;
  readonly action: AlertAction;
  /** Alerts of a storm; other actions do not look at it. */
  readonly count: number;
  /** Signs with a secret that is not the source's, to see the refusal. */
  readonly isForged: boolean;
}

/** Plays the monitoring systems: sends their samples to the webhook over HTTP, signed as each of them signs. */
export interface AlertSender {
  connect(door: AlertDoor): void;
  /** Channel that alerts are posted to, by id or name; undefined before `connect`. */
  channel(): string | undefined;
  samples(): readonly AlertSample[];
  /** Resolves with what the webhook answered, refusals too. */
  send(order: AlertOrder): Promise<SentAlerts>;
}

type FiringSample = Pick<SampleAlertOrder, 'instance' | 'startedAt'>;

/** The first alert opens the database, which takes seconds on a busy machine. */
const ANSWER_WITHIN_MS = 60_000;
const FORGED_SECRET = 'not-the-secret-of-this-source';

export function createAlertSender(now: () => number): AlertSender {
  const firing = new Map<SourceName, readonly FiringSample[]>();
  let door: AlertDoor | undefined;
  let sent = 0;

  const firingOf = (source: SourceName): readonly FiringSample[] => firing.get(source) ?? [];

  function chosen({ source, action, count }: AlertOrder): readonly FiringSample[] {
    switch (action) {
      case 'fire':
      case 'storm':
        return Array.from({ length: action === 'fire' ? 1 : count }, () => {
          sent += 1;
          return { instance: sent, startedAt: new Date(now()) };
        });
      case 'repeat':
        return firingOf(source).slice(-1);
      case 'resolve':
        return firingOf(source);
    }
  }

  async function post(
    { url, secrets }: AlertDoor,
    { source, action, isForged }: AlertOrder,
    sample: FiringSample,
  ): Promise<Omit<WebhookAnswer, 'times'>> {
    const request = sampleAlertRequest(
      source,
      { ...sample, status: action === 'resolve' ? 'resolved' : 'firing', now: new Date(now()) },
      isForged ? FORGED_SECRET : (secrets[source]?.[0] ?? ''),
    );
    const response = await fetch(`${url}${request.path}`, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((cause: unknown) => {
      throw new RefusedRequest(502, `The webhook ${request.path} did not answer: ${reasonOf(cause)}.`);
    });
    return { status: response.status, body: (await response.text()).trim() };
  }

  function note({ source, action }: AlertOrder, sample: FiringSample): void {
    const others = firingOf(source).filter(({ instance }) => instance !== sample.instance);
    firing.set(source, action === 'resolve' ? others : [...others, sample]);
  }

  return {
    connect(to) {
      door = to;
    },
    channel: () => door?.channel,
    samples: () =>
      listSampleAlerts().map((sample) => ({ ...sample, firing: firingOf(sample.source).length })),
    async send(order) {
      if (door === undefined) throw new RefusedRequest(503, 'No alerts are taken yet.');
      const answers = new Map<string, WebhookAnswer>();
      for (const sample of chosen(order)) {
        const { status, body } = await post(door, order, sample);
        if (status === 202) note(order, sample);
        const key = `${status} ${body}`;
        answers.set(key, { status, body, times: (answers.get(key)?.times ?? 0) + 1 });
      }
      return {
        request: `POST /alerts/${order.source}`,
        answers: [...answers.values()],
        firing: firingOf(order.source).length,
      };
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
