import type { z } from 'zod';
import type { Alert } from '../alert.ts';
import { jsonFaultPlace } from './json-fault.ts';
import { describeValue, PayloadFault, pathText } from './payload-fault.ts';

/** Names of headers in lower case; a header that came twice is joined by a comma. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** A body that has passed the check of its sender. */
export interface Delivery {
  readonly headers: RequestHeaders;
  readonly body: Buffer;
}

/** What a delivery says. */
export interface Reading {
  readonly alerts: readonly Alert[];
  /** The sender's own id of this delivery, the same when it tries again. */
  readonly deliveryId?: string;
  /** For whoever looks at the sender's log: why there is nothing to show. */
  readonly note?: string;
  /** Address that the sender wants opened before it sends anything more (Amazon SNS). */
  readonly confirmUrl?: string;
}

/** How one monitoring system is read. */
export interface Source {
  readonly name: string;
  /** True for content types (lower case, no parameters) that it can come in. */
  accepts(contentType: string, headers: RequestHeaders): boolean;
  /** @throws PayloadFault for a body that is not what the system sends. */
  read(delivery: Delivery): Reading;
}

/** A source whose bodies are JSON of one shape. */
export function jsonSource<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  toReading: (payload: z.output<Schema>, headers: RequestHeaders) => Reading,
): Source {
  return {
    name,
    accepts: isJsonType,
    read: ({ headers, body }) => toReading(checkShape(schema, parseBody(body)), headers),
  };
}

export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(contentType);
}

/** The value behind a body. */
export function parseBody(body: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new PayloadFault('', 'the body is not UTF-8 text');
  }
  return parseText(text, '');
}

/** The value behind a JSON text that stands at `path` of the body. */
export function parseText(text: string, path: string): unknown {
  if (text.trim() === '') throw new PayloadFault(path, path === '' ? 'the body is empty' : 'is empty');
  try {
    return JSON.parse(text);
  } catch {
    throw new PayloadFault(
      path,
      `${path === '' ? 'the body ' : ''}is not JSON: fault at ${jsonFaultPlace(text)}`,
    );
  }
}

/** `value` read by the schema; `path` is where it stands in the body. */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: readonly PropertyKey[] = [],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const found = valueAt(value, issue?.path ?? []);
  const place = pathText([...path, ...(issue?.path ?? [])]);
  const expected = issue?.message.startsWith('must ') ? issue.message : expectation(issue);
  throw new PayloadFault(
    place,
    `${place === '' ? 'the body ' : ''}${found === undefined ? 'is missing and ' : ''}${expected}${found === undefined ? '' : `, got ${describeValue(found)}`}`,
  );
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
};

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_type') return `must be ${KINDS[issue.expected] ?? issue.expected}`;
  return 'must be of another shape';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
