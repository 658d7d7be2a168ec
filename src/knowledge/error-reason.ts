/** What an error says, for use inside another message. */
export function reasonOf(error: unknown): string {
  return field(error, 'message') ?? String(error);
}

/** Node.js's code of a system error, such as ENOENT. */
export function systemCode(error: unknown): string | undefined {
  return field(error, 'code');
}

// `instanceof Error` does not hold for errors that come from another realm, as under jest.
function field(error: unknown, name: 'message' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
