/** What is wrong with a body, for whoever sent it: the place in it and a sentence. */
export class PayloadFault extends Error {
  /** Path to the faulty value, such as `alerts[3].status`; empty for the body as a whole. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path} ${message}`);
    this.name = 'PayloadFault';
    this.path = path;
  }
}

/** The value in a fault's words: short, on one line, never an object's contents. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(String(value).slice(0, 60));
}

/** `['alerts', 3, 'status']` as `alerts[3].status`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, place) =>
      typeof part === 'number' ? `[${part}]` : place === 0 ? String(part) : `.${String(part)}`,
    )
    .join('');
}
