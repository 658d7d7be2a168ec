import { createHash } from 'node:crypto';
import { cleanText } from './clean-text.ts';

/** `acknowledged`: somebody has taken the alert on, and it still holds (PagerDuty, Opsgenie, New Relic, Sentry). */
export type AlertStatus = 'firing' | 'acknowledged' | 'resolved';

/** From worst to mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface AlertLink {
  readonly title: string;
  readonly url: string;
}

/** One firing or resolved condition of a monitoring system. It survives JSON unchanged: times are ISO 8601 texts in UTC. */
export interface Alert {
  /** Name of the road it came by, such as `alertmanager`. */
  readonly source: string;
  /** The same for every message about one condition: firing, repeated, resolved. Unique within its source. */
  readonly fingerprint: string;
  readonly status: AlertStatus;
  readonly severity: Severity;
  /** Name of the rule, monitor or alarm. */
  readonly name: string;
  /** One line; empty where the sender gave none. */
  readonly summary: string;
  /** Any length of text; empty where the sender gave none. */
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  /** Only on a resolved alert. */
  readonly endsAt?: string;
  /** What the sender would show together; storms are summed up by it. */
  readonly groupKey?: string;
  readonly links: readonly AlertLink[];
  /** A web address, or the path of a page in the knowledge. */
  readonly runbookUrl?: string;
}

/** What a source knows about an alert before it is checked and cut to size. */
export interface AlertDraft {
  readonly source: string;
  /** Missing or empty: a hash of source, name and labels stands in. */
  readonly fingerprint?: string | undefined;
  readonly status: AlertStatus;
  readonly severity: Severity;
  readonly name: string;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
  readonly groupKey?: string | undefined;
  /** Links whose address is no web address are left out. */
  readonly links?: readonly { readonly title: string; readonly url: string | undefined }[];
  readonly runbookUrl?: string | undefined;
}

/** Most that one alert may carry, in characters or in items: a body of 1 MB must not become one row or one card. */
const MOST = {
  name: 300,
  summary: 2000,
  description: 20_000,
  labels: 64,
  labelValue: 1000,
  links: 10,
  key: 200,
};

/** Makes the alert of a draft: trimmed, cut to size, with a fingerprint and without links that are none. */
export function createAlert(draft: AlertDraft): Alert {
  const name = fitText(draft.name, MOST.name) || 'Unnamed alert';
  const labels = Object.entries(draft.labels ?? {}).map(
    ([label, value]) => [fitText(label, MOST.key), fitText(value, MOST.labelValue)] as const,
  );
  const groupKey = fitKey(draft.groupKey ?? '');
  const runbookUrl = readRunbook(draft.runbookUrl);
  return {
    source: draft.source,
    fingerprint: fitKey(draft.fingerprint ?? '') || hashOf([draft.source, name, sorted(labels)]),
    status: draft.status,
    severity: draft.severity,
    name,
    summary: fitText(draft.summary ?? '', MOST.summary),
    description: fitText(draft.description ?? '', MOST.description),
    labels: Object.fromEntries(labels.slice(0, MOST.labels)),
    ...(draft.startsAt === undefined ? {} : { startsAt: draft.startsAt }),
    ...(draft.endsAt === undefined || draft.status !== 'resolved' ? {} : { endsAt: draft.endsAt }),
    ...(groupKey === '' ? {} : { groupKey }),
    links: readLinks(draft.links ?? []),
    ...(runbookUrl === undefined ? {} : { runbookUrl }),
  };
}

/** A key that a database takes whatever the sender wrote: a long one is hashed. */
export function fitKey(key: string): string {
  const text = cleanText(key).trim();
  return text.length <= MOST.key ? text : hashOf(text);
}

/** Labels that say where an alert came from or repeat its name, and nothing about what is wrong. */
const SILENT_LABELS =
  /^(?:alert_?name|alert_?type|severity|priority|prometheus|prometheus_replica|replica|receiver|monitor|__.*|.*(?:uid|uuid|_hash|_id))$/i;

/**
 * The text to triage of an alert: its name, summary and description, then the labels that say something, one a line.
 * Parts that repeat an earlier one are left out.
 */
export function alertText(alert: Alert): string {
  const parts: string[] = [];
  for (const part of [alert.name, alert.summary, alert.description]) {
    if (part !== '' && !parts.some((earlier) => earlier.includes(part))) parts.push(part);
  }
  const said = parts.join('\n');
  const labels = tellingLabels(alert)
    .filter(([, value]) => !said.includes(value))
    .map(([label, value]) => `${label}: ${value}`);
  return [...parts, ...labels].join('\n');
}

/** The labels that say something about what is wrong and where, in the sender's order. */
export function tellingLabels({ labels }: Alert): readonly (readonly [label: string, value: string])[] {
  return Object.entries(labels).filter(([label, value]) => value !== '' && !SILENT_LABELS.test(label));
}

/** A short hash that is the same for the same value on every machine. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

function sorted(labels: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...labels].sort(([left], [right]) => (left < right ? -1 : 1));
}

function fitText(text: string, most: number): string {
  const clean = cleanText(text).trim();
  return clean.length <= most ? clean : `${clean.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

function readLinks(
  links: readonly { readonly title: string; readonly url: string | undefined }[],
): AlertLink[] {
  const found = new Map<string, AlertLink>();
  for (const { title, url } of links) {
    if (url !== undefined && isWebAddress(url) && !found.has(url)) found.set(url, { title, url });
  }
  return [...found.values()].slice(0, MOST.links);
}

function readRunbook(value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  if (isWebAddress(text)) return text;
  return /^[\w./-]{1,300}(?:#[\w-]*)?$/.test(text) ? text : undefined;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>|"]{1,2900}$/i.test(text) && URL.canParse(text);
}
