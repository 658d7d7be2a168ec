import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../src/alerts/alert.ts';
import type { Fetch } from '../../src/alerts/authenticity/sns-certificates.ts';
import { readAlertSettings } from '../../src/alerts/settings.ts';
import { SOURCE_NAMES, type SourceName } from '../../src/alerts/sources/source-names.ts';
import {
  type AlertDelivery,
  createWebhook,
  type WebhookRequest,
  type WebhookResponse,
} from '../../src/alerts/webhook.ts';

export const SECRET = 'a-secret-of-the-tests';
export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms';
export const NOW = Date.parse('2026-11-21T12:00:00Z');

/** Settings with one secret for every source. */
export const EVERY_SECRET: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SOURCE_NAMES.map((source) => [`PASTEUR_${source.toUpperCase()}_SECRET`, SECRET])),
  PASTEUR_CLOUDWATCH_TOPICS: TOPIC,
};

interface TestWebhookOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly accept?: (alerts: readonly Alert[]) => Promise<void>;
  readonly fetch?: Fetch;
}

export interface TestWebhook {
  send(request: Partial<WebhookRequest> & { readonly source: string }): Promise<WebhookResponse>;
  /** Alerts that were handed on, and with which delivery. */
  readonly accepted: { readonly alerts: readonly Alert[]; readonly delivery: AlertDelivery }[];
  /** Texts of what was logged. */
  readonly logged: string[];
}

export function testWebhook({
  environment = EVERY_SECRET,
  accept,
  fetch,
}: TestWebhookOptions = {}): TestWebhook {
  const accepted: { alerts: readonly Alert[]; delivery: AlertDelivery }[] = [];
  const logged: string[] = [];
  const { settings, faults } = readAlertSettings(environment);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const note = (...parts: unknown[]) => logged.push(JSON.stringify(parts));
  const webhook = createWebhook({
    settings,
    accept: async (alerts, delivery) => {
      await accept?.(alerts);
      accepted.push({ alerts, delivery });
    },
    fetch: fetch ?? (() => Promise.reject(new Error('no network in this test'))),
    log: { warn: note, error: note },
    now: () => NOW,
  });
  return {
    send: (request) =>
      webhook({
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
        rawBody: Buffer.alloc(0),
        ...request,
      }),
    accepted,
    logged,
  };
}

/** Headers with the proof that the source wants for this body. */
export function provenHeaders(
  source: SourceName,
  body: Buffer,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Record<string, string> {
  const mac = createHmac('sha256', SECRET).update(body).digest('hex');
  switch (source) {
    case 'grafana':
      return { ...headers, 'x-grafana-alerting-signature': mac };
    case 'pagerduty':
      return { ...headers, 'x-pagerduty-signature': `v1=${mac}` };
    case 'sentry':
      return { ...headers, 'sentry-hook-signature': mac };
    default:
      return { ...headers, authorization: `Bearer ${SECRET}` };
  }
}

/** A body of `test/fixtures/alerts`, such as `grafana/firing`. */
export function fixtureBody(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, `../fixtures/alerts/${name}.json`));
}
