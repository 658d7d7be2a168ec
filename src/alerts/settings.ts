/*
 * Who may post alerts. One variable a system, so that each secret can come from its own place (a Kubernetes Secret, a
 * vault) and none needs escaping:
 *
 *   PASTEUR_<SYSTEM>_SECRET   for alertmanager, grafana, pagerduty, opsgenie, datadog, cloudwatch, sentry, google, azure,
 *                             newrelic, cloudevents and generic, such as PASTEUR_GRAFANA_SECRET. A system without one is
 *                             refused. At least 8 characters, none of them a space; `openssl rand -hex 24` makes one.
 *                             Two or more, separated by a space, are all good: for the time of a change.
 *     grafana                 the Secret of the contact point's HMAC signature (or its Authorization credentials)
 *     pagerduty               the secret that PagerDuty showed when the subscription was made
 *     sentry                  the Client Secret of the internal integration
 *     cloudwatch              for EventBridge only; SNS is known by its topic, see below
 *     the others              sent as `Authorization: Bearer <secret>`, or as the password of basic authentication
 *     google, azure, cloudevents   may also have it in the address, `?token=<secret>`, where no header can be set
 *
 *   PASTEUR_ALERT_CHANNEL              channel that alerts are posted to, by id or name; needed once a secret or topic is set
 *   PASTEUR_ALERT_CHANNEL_T0123456789  the same for the workspace with that id, in its place where there is more than one:
 *                                      systems then post to /alerts/<system>/T0123456789
 *   PASTEUR_ALERT_PORT                 port of a server of its own for /alerts/…; default: the server that Slack posts to,
 *                                      and in Socket Mode, where there is none, one on PORT
 *   PASTEUR_ALERT_PACE_MS              milliseconds of rest after each message to a channel; default 1000, see post-alerts.ts
 *   PASTEUR_CLOUDWATCH_TOPICS          ARNs of the SNS topics that alarms come from, comma separated
 *   PASTEUR_GRAFANA_SIGNATURE_HEADER   default X-Grafana-Alerting-Signature
 *   PASTEUR_GRAFANA_TIMESTAMP_HEADER   the contact point's Timestamp Header; once set, every message must have it
 *   PASTEUR_GENERIC_FIELDS             where the generic source finds its fields, such as
 *                                      `alerts=events, name=check.name, status=check.state, labels=tags`
 */
import type { Environment } from '../config.ts';
import { type ChannelSettings, channelSetting, hasChannel, readChannels } from './channel-settings.ts';
import { partsOf, readGenericMapping } from './generic-mapping.ts';
import type { GenericMapping } from './sources/generic.ts';
import { SOURCE_NAMES, type SourceName } from './sources/source-names.ts';

export interface AlertSettings extends ChannelSettings {
  /** Secrets by source; a source that is missing here has none. */
  readonly secrets: Readonly<Partial<Record<SourceName, readonly string[]>>>;
  /** SNS topics that may send to `cloudwatch`. */
  readonly topicArns: readonly string[];
  /** Headers of Grafana's signature, in lower case. */
  readonly grafana: { readonly signatureHeader: string; readonly timestampHeader: string | undefined };
  readonly generic: GenericMapping;
  /** Port of a server of its own; 0 takes a free one. */
  readonly port: number | undefined;
  /** Milliseconds of rest after each message to a channel; undefined for what Slack takes. */
  readonly paceMs: number | undefined;
}

const SIGNATURE_HEADER = 'x-grafana-alerting-signature';
const LEAST_SECRET_LENGTH = 8;

/** Name of the setting with a source's secret. */
export function secretSetting(source: SourceName): string {
  return `PASTEUR_${source.toUpperCase()}_SECRET`;
}

/** Names of all settings about alerts that come by webhook. */
export const ALERT_SETTING_NAMES: readonly string[] = [
  'PASTEUR_ALERT_CHANNEL',
  'PASTEUR_ALERT_PORT',
  'PASTEUR_ALERT_PACE_MS',
  ...SOURCE_NAMES.map(secretSetting),
  'PASTEUR_CLOUDWATCH_TOPICS',
  'PASTEUR_GRAFANA_SIGNATURE_HEADER',
  'PASTEUR_GRAFANA_TIMESTAMP_HEADER',
  'PASTEUR_GENERIC_FIELDS',
];

/** Reads the settings and names every fault in them at once; no fault shows a secret. */
export function readAlertSettings(environment: Environment): {
  readonly settings: AlertSettings;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const report = (fault: string) => faults.push(fault);
  const settings = Object.freeze({
    secrets: readSecrets(environment, report),
    topicArns: readTopics(environment.PASTEUR_CLOUDWATCH_TOPICS ?? '', report),
    grafana: {
      signatureHeader:
        readHeader(environment, 'PASTEUR_GRAFANA_SIGNATURE_HEADER', report) ?? SIGNATURE_HEADER,
      timestampHeader: readHeader(environment, 'PASTEUR_GRAFANA_TIMESTAMP_HEADER', report),
    },
    generic: readGenericMapping(environment.PASTEUR_GENERIC_FIELDS ?? '', report),
    ...readChannels(environment, report),
    port: readNumber(environment, 'PASTEUR_ALERT_PORT', 65_535, report),
    paceMs: readNumber(environment, 'PASTEUR_ALERT_PACE_MS', 60_000, report),
  });
  const isOAuth = settings.teamChannels !== undefined;
  const isInSlack = isOAuth || (environment.SLACK_BOT_TOKEN ?? '') !== '';
  if (isInSlack && isAnySetUp(settings) && !hasChannel(settings)) {
    const name = channelSetting(isOAuth ? 'T0123456789' : undefined);
    const which = isOAuth ? ', for each workspace that shall have them by its id' : '';
    report(
      `${name} is missing: set it to the channel that alerts are posted to${which}, such as C0123456789 or #alerts, and invite Pasteur to it`,
    );
  }
  return { settings, faults };
}

/** True where somebody has said who may send to the source. */
export function isSetUp(source: SourceName, { secrets, topicArns }: AlertSettings): boolean {
  return (secrets[source] ?? []).length > 0 || (source === 'cloudwatch' && topicArns.length > 0);
}

/** True where alerts may come from any system at all. */
export function isAnySetUp(settings: AlertSettings): boolean {
  return SOURCE_NAMES.some((source) => isSetUp(source, settings));
}

type Report = (fault: string) => void;

function readSecrets(environment: Environment, report: Report): AlertSettings['secrets'] {
  const found = SOURCE_NAMES.flatMap((source) => {
    const secrets = (environment[secretSetting(source)] ?? '').split(/\s+/).filter((secret) => secret !== '');
    const short = secrets.find((secret) => secret.length < LEAST_SECRET_LENGTH);
    if (short !== undefined) {
      report(
        `${secretSetting(source)} must have at least ${LEAST_SECRET_LENGTH} characters, got ${short.length} (openssl rand -hex 24 makes one)`,
      );
    }
    return secrets.length === 0 ? [] : [[source, secrets] as const];
  });
  return Object.fromEntries(found);
}

function readTopics(text: string, report: Report): string[] {
  const topics = partsOf(text);
  for (const topic of topics) {
    if (!/^arn:aws(?:-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(topic)) {
      report(
        `PASTEUR_CLOUDWATCH_TOPICS must be ARNs such as arn:aws:sns:eu-central-1:123456789012:alarms, got "${topic}"`,
      );
    }
  }
  return topics;
}

function readNumber(
  environment: Environment,
  name: string,
  most: number,
  report: Report,
): number | undefined {
  const text = environment[name]?.trim() ?? '';
  if (text === '') return undefined;
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) report(`${name} must be a whole number from 0 to ${most}, got "${text}"`);
  return number;
}

function readHeader(environment: Environment, name: string, report: Report): string | undefined {
  const text = environment[name]?.trim() ?? '';
  if (text === '') return undefined;
  if (!/^[\w-]+$/.test(text)) report(`${name} must be the name of a header, got "${text}"`);
  return text.toLowerCase();
}
