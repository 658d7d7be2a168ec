import { z } from 'zod';
import { type Alert, type AlertStatus, createAlert } from '../alert.ts';
import { freeLabels, freeText, freeTime, neededText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import {
  checkShape,
  type Delivery,
  isJsonType,
  parseBody,
  parseText,
  type Reading,
  type RequestHeaders,
  type Source,
} from './source.ts';
import { statusOfWord } from './status-words.ts';

const EVENT = z.object({
  specversion: z.literal('1.0', 'must be 1.0'),
  id: neededText,
  source: neededText,
  type: neededText,
  subject: freeText,
  time: freeTime,
  severity: freeText,
  data: z.unknown().optional(),
  data_base64: freeText,
});

/** Names under which events commonly carry what an alert has. */
const DATA = z.object({
  status: freeText,
  state: freeText,
  severity: freeText,
  priority: freeText,
  level: freeText,
  name: freeText,
  alertname: freeText,
  title: freeText,
  summary: freeText,
  message: freeText,
  description: freeText,
  fingerprint: freeText,
  labels: freeLabels,
  url: freeText,
  runbook_url: freeText,
  runbookUrl: freeText,
  startsAt: freeTime,
  endsAt: freeTime,
});

export const cloudevents: Source = {
  name: 'cloudevents',
  // In binary mode the content type is that of the data.
  accepts: (contentType, headers) =>
    isJsonType(contentType) || (isBinary(headers) && contentType.startsWith('text/')),
  read: (delivery) => {
    const { headers, body } = delivery;
    if (isBinary(headers)) return readEvent(binaryEvent(delivery), []);
    const value = parseBody(body);
    if (!Array.isArray(value)) return readEvent(value, []);
    return { alerts: value.flatMap((event, place) => readEvent(event, [place]).alerts) };
  },
};

function isBinary(headers: RequestHeaders): boolean {
  return headers['ce-specversion'] !== undefined;
}

/** The attributes of an event in binary mode are headers, percent-encoded; the body is its data alone. */
function binaryEvent({ headers, body }: Delivery): unknown {
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice(3), decodeHeader(value ?? '')]);
  const isText = (headers['content-type'] ?? '').startsWith('text/');
  const data = isText ? body.toString('utf8') : body.length === 0 ? undefined : parseBody(body);
  return { ...Object.fromEntries(attributes), data };
}

function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function readEvent(value: unknown, path: readonly PropertyKey[]): Reading {
  const event = checkShape(EVENT, value, path);
  const content = event.data_base64 === '' ? event.data : fromBase64(event.data_base64, path);
  const parsed = DATA.safeParse(content);
  const data = parsed.success ? parsed.data : undefined;
  const alert = alertOf(event, data, typeof content === 'string' ? content : '', path);
  return { alerts: [alert], deliveryId: `${event.source} ${event.id}` };
}

function alertOf(
  event: z.output<typeof EVENT>,
  data: z.output<typeof DATA> | undefined,
  text: string,
  path: readonly PropertyKey[],
): Alert {
  const { stem, status: typeStatus } = splitType(event.type);
  const status = statusOf(data?.status || data?.state || '', path) ?? typeStatus ?? 'firing';
  return createAlert({
    source: 'cloudevents',
    fingerprint: data?.fingerprint || identityOf(event, stem),
    status,
    severity:
      severityOf(event.severity) ??
      severityOf(data?.severity || data?.priority || data?.level || '') ??
      UNSAID_SEVERITY,
    name: data?.name || data?.alertname || data?.title || data?.labels.alertname || stem,
    summary: data?.summary || data?.message || data?.title || event.subject,
    description: data?.description || text,
    labels: {
      ...data?.labels,
      source: event.source,
      type: event.type,
      ...(event.subject === '' ? {} : { subject: event.subject }),
    },
    // The time of a resolving event is that of the end.
    startsAt: data?.startsAt ?? (status === 'resolved' ? undefined : event.time),
    endsAt: data?.endsAt ?? event.time,
    groupKey: event.subject === '' ? event.source : `${event.source} ${event.subject}`,
    links: [{ title: 'Source', url: data?.url }],
    runbookUrl: data?.runbook_url || data?.runbookUrl,
  });
}

/** The id is new with every event, so what an event is about comes first: an end must find its beginning. */
function identityOf(event: z.output<typeof EVENT>, stem: string): string {
  return event.subject === '' ? `${event.source} ${event.id}` : `${event.source} ${event.subject} ${stem}`;
}

/** Last parts of a type that tell a turn; words such as `alert` or `error` rather tell what it is about. */
const TURNS =
  /^(?:fired|firing|triggered|opened|open|created|activated|reopened|acknowledged|resolved|closed|cleared|recovered|ok)$/i;

/** `com.example.disk.full.resolved` is the end of `com.example.disk.full`. */
function splitType(type: string): { readonly stem: string; readonly status: AlertStatus | undefined } {
  const dot = type.lastIndexOf('.');
  const turn = type.slice(dot + 1);
  if (dot <= 0 || !TURNS.test(turn)) return { stem: type, status: undefined };
  return { stem: type.slice(0, dot), status: statusOfWord(turn) };
}

function statusOf(word: string, path: readonly PropertyKey[]): AlertStatus | undefined {
  if (word === '') return undefined;
  const status = statusOfWord(word);
  if (status !== undefined) return status;
  const place = path.length === 0 ? 'data.status' : `[${String(path[0])}].data.status`;
  throw new PayloadFault(
    place,
    `must be firing, acknowledged or resolved, got ${JSON.stringify(word.slice(0, 60))}`,
  );
}

function fromBase64(text: string, path: readonly PropertyKey[]): unknown {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return /^\s*[[{]/.test(decoded) ? parseText(decoded, [...path, 'data_base64'].join('.')) : decoded;
}
