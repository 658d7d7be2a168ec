import { createHmac, timingSafeEqual } from 'node:crypto';

/** True when one of the secrets is the given text; takes as long for a wrong one as for a right one. */
export function isOneOf(given: string, secrets: readonly string[]): boolean {
  // Every secret is compared, so that time tells neither which one fits nor that one does.
  return secrets.map((secret) => isSame(given, secret)).includes(true);
}

/** Compares in constant time; the digests make texts of unequal length comparable. */
export function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

/** HMAC-SHA256 of the parts one after the other, in hexadecimal digits. */
export function hmacHex(secret: string, ...parts: readonly (string | Buffer)[]): string {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part);
  return mac.digest('hex');
}

function digest(text: string): Buffer {
  return createHmac('sha256', 'pasteur').update(text).digest();
}
