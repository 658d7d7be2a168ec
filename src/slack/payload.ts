/** Fields of something Slack sent. Reading is tolerant: a field of the wrong type counts as absent. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsAt(value: Fields, key: string): Fields | undefined {
  const field = value[key];
  return isFields(field) ? field : undefined;
}

/** The text of a field; the empty text when it is absent. */
export function textAt(value: Fields, key: string): string {
  const field = value[key];
  return typeof field === 'string' ? field : '';
}

export function numberAt(value: Fields, key: string): number | undefined {
  const field = value[key];
  return typeof field === 'number' && Number.isFinite(field) ? field : undefined;
}

/** The objects of a list; anything else in it is skipped. */
export function listAt(value: Fields, key: string): readonly Fields[] {
  const field = value[key];
  return Array.isArray(field) ? field.filter(isFields) : [];
}
