import { Agent, request } from 'node:http';
import { SECRET } from '../../support/alert-webhook.ts';

export interface SendOptions {
  /** Base addresses of the replicas; senders take them in turn. */
  readonly urls: readonly string[];
  readonly alerts: number;
  readonly senders: number;
  /** The alerts are due evenly over this time. */
  readonly seconds: number;
  /** Groups that they belong to, in turn. */
  readonly groups: number;
}

export interface Sent {
  /** From the moment at which each alert was due to its 202, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Accepted alerts by group. */
  readonly acceptedByGroup: ReadonlyMap<string, number>;
  readonly accepted: number;
  /** Answers other than 202, and how often each came. */
  readonly refused: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const TIMEOUT_MS = 30_000;

/**
 * Sends alerts, one a request. Every sender has one connection and waits for an answer before its next request; time
 * that a slow answer takes from the next alert counts, as that one is measured from when it was due.
 */
export async function sendAlerts({ urls, alerts, senders, seconds, groups }: SendOptions): Promise<Sent> {
  const latenciesMs: number[] = [];
  const acceptedByGroup = new Map<string, number>();
  const refused = new Map<string, number>();
  const start = performance.now();
  const work = async (sender: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = `${urls[sender % urls.length]}/alerts/generic`;
    for (let index = sender; index < alerts; index += senders) {
      const due = start + (index / alerts) * seconds * 1000;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const group = `bench-${index % groups}`;
      const answer = await post(agent, url, benchAlert(index, group));
      latenciesMs.push(performance.now() - due);
      if (answer === '202') acceptedByGroup.set(group, (acceptedByGroup.get(group) ?? 0) + 1);
      else refused.set(answer, (refused.get(answer) ?? 0) + 1);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: senders }, (_, sender) => work(sender)));
  return {
    latenciesMs,
    acceptedByGroup,
    accepted: [...acceptedByGroup.values()].reduce((sum, count) => sum + count, 0),
    refused,
    seconds: (performance.now() - start) / 1000,
  };
}

/** An alert with what real ones carry; its name says its group, which its card then shows. */
function benchAlert(index: number, group: string): object {
  return {
    name: `Alert ${index} of ${group}.`,
    fingerprint: `bench-alert-${index}`,
    status: 'firing',
    severity: 'high',
    summary: 'connect() failed (111: Connection refused) while connecting to upstream',
    description: `Host edge-${index % 50} has answered 502 to more than a tenth of its requests for five minutes.`,
    labels: { host: `edge-${index % 50}`, zone: 'b', team: 'web', environment: 'production' },
    groupKey: group,
    startsAt: new Date().toISOString(),
  };
}

/** The status of the answer, or why there was none. */
function post(agent: Agent, url: string, body: object): Promise<string> {
  const text = Buffer.from(JSON.stringify(body));
  const headers = {
    'content-type': 'application/json',
    'content-length': text.length,
    authorization: `Bearer ${SECRET}`,
  };
  return new Promise((resolve) => {
    const sending = request(url, { method: 'POST', agent, headers, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
    });
    sending.once('timeout', () => sending.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    sending.once('error', (error) => resolve(error.message));
    sending.end(text);
  });
}
