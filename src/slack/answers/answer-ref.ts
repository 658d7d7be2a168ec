import { createHash } from 'node:crypto';

/** Where the paste of an answer can be read again: a message in Slack, a text that is kept for a while, an alert. */
export type PasteSource =
  | MessageSource
  | { readonly kind: 'stored'; readonly key: string }
  | { readonly kind: 'alert'; readonly id: string };

/** A message, and, for a question that only makes sense with it, the earlier message of the thread that it follows. */
export interface MessageSource {
  readonly kind: 'message';
  readonly channel: string;
  readonly ts: string;
  /** Time of the earlier message, in the same channel. */
  readonly context?: string;
}

/** What a button of an answer must know to act on it later; it holds no text of the paste. */
export interface AnswerRef {
  readonly source: PasteSource;
  /** Keys of the entries shown for this paste so far; the last is the one that the button stands under. */
  readonly shown: readonly string[];
}

/** Format of the value; an unknown one is from another release and read as no reference. */
const VERSION = 1;

/** Ids up to this length are their own key; 20 of them fit into a button's 2,000 characters. */
const MAX_KEY_LENGTH = 80;

/** The most candidates that are ever gone through for one paste. */
export const MAX_CANDIDATES = 20;

/** The key of an entry in button values: its id, or a digest where the id is long. */
export function entryKey(id: string): string {
  return id.length <= MAX_KEY_LENGTH ? id : `~${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

export function encodeAnswerRef(ref: AnswerRef): string {
  const { source } = ref;
  return JSON.stringify({ v: VERSION, ...placeOf(source), shown: ref.shown.slice(-MAX_CANDIDATES) });
}

function placeOf(source: PasteSource): Readonly<Record<string, string>> {
  if (source.kind === 'message') {
    const { channel, ts, context } = source;
    return { channel, ts, ...(context !== undefined && { context }) };
  }
  return source.kind === 'alert' ? { alert: source.id } : { key: source.key };
}

/** Reads a button's value; undefined for one that this release did not write. */
export function decodeAnswerRef(value: string | undefined): AnswerRef | undefined {
  const fields = parseObject(value ?? '');
  if (fields === undefined || fields.get('v') !== VERSION) return undefined;
  const shown = fields.get('shown');
  if (!Array.isArray(shown) || !shown.every((key) => typeof key === 'string')) return undefined;
  const source = readSource(fields);
  return source === undefined ? undefined : { source, shown };
}

function readSource(fields: ReadonlyMap<string, unknown>): PasteSource | undefined {
  const channel = fields.get('channel');
  const ts = fields.get('ts');
  const key = fields.get('key');
  const context = fields.get('context');
  if (typeof channel === 'string' && typeof ts === 'string') {
    return { kind: 'message', channel, ts, ...(typeof context === 'string' && { context }) };
  }
  const alert = fields.get('alert');
  if (typeof alert === 'string') return { kind: 'alert', id: alert };
  return typeof key === 'string' ? { kind: 'stored', key } : undefined;
}

function parseObject(json: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    // Not ours: every value that Pasteur writes is JSON.
    return undefined;
  }
}
