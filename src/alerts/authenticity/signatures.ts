import type { RequestHeaders } from '../sources/source.ts';
import { type Refusal, unproven } from './refusal.ts';
import { hmacHex, isOneOf } from './secrets.ts';
import { checkSignedTime } from './signed-time.ts';

interface Signed {
  readonly headers: RequestHeaders;
  readonly body: Buffer;
  readonly secrets: readonly string[];
  readonly nowMs: number;
}

interface GrafanaHeaders {
  readonly signatureHeader: string;
  readonly timestampHeader: string | undefined;
}

/** HMAC of the body or, once a header for the time is agreed on, of `time:body`. */
export function checkGrafana(
  { headers, body, secrets, nowMs }: Signed,
  { signatureHeader, timestampHeader }: GrafanaHeaders,
): Refusal | undefined {
  const signature = headers[signatureHeader];
  if (signature === undefined) return unproven(`the header ${signatureHeader} with the signature is missing`);
  const time = timestampHeader === undefined ? undefined : headers[timestampHeader];
  if (timestampHeader !== undefined && time === undefined) {
    return unproven(`the header ${timestampHeader} with the time is missing`);
  }
  const signed = time === undefined ? [body] : [`${time}:`, body];
  if (
    !isOneOf(
      signature.toLowerCase(),
      secrets.map((secret) => hmacHex(secret, ...signed)),
    )
  ) {
    return unproven(`the signature in ${signatureHeader} does not fit the body and the secret`);
  }
  return time === undefined ? undefined : checkSignedTime(secondsToMs(time), nowMs);
}

/** `v1=<hex>,v1=<hex>`: one for each secret that PagerDuty holds while it changes them, and any may fit. */
export function checkPagerduty({ headers, body, secrets }: Signed): Refusal | undefined {
  const header = headers['x-pagerduty-signature'];
  if (header === undefined) return unproven('the header X-PagerDuty-Signature is missing');
  const given = header
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('v1='))
    .slice(0, 10);
  const expected = secrets.map((secret) => `v1=${hmacHex(secret, body)}`);
  const fits = given.map((signature) => isOneOf(signature, expected)).includes(true);
  return fits ? undefined : unproven('no signature v1 in X-PagerDuty-Signature fits the body and the secret');
}

/** The signature is over the body alone; Sentry's time is not part of it, but an old one is still a sign of a replay. */
export function checkSentry({ headers, body, secrets, nowMs }: Signed): Refusal | undefined {
  const signature = headers['sentry-hook-signature'];
  if (signature === undefined) return unproven('the header Sentry-Hook-Signature is missing');
  if (
    !isOneOf(
      signature.toLowerCase(),
      secrets.map((secret) => hmacHex(secret, body)),
    )
  ) {
    return unproven('the signature in Sentry-Hook-Signature does not fit the body and the secret');
  }
  const time = headers['sentry-hook-timestamp'];
  return time === undefined ? undefined : checkSignedTime(secondsToMs(time), nowMs);
}

function secondsToMs(text: string): number {
  return /^\d{1,12}(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Number.NaN;
}
