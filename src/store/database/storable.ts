/** Characters that PostgreSQL's text and jsonb refuse: NUL, and halves of a surrogate pair. */
const REFUSED = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text with what the database refuses replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replace(REFUSED, '\uFFFD');
}

/** A value as JSON text that the database takes, names of fields included. */
export function storableJson(value: unknown): string {
  return JSON.stringify(clean(value) ?? null);
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storableText(name), clean(inner)]));
}
