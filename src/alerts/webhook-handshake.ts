import type { RequestHeaders } from './sources/source.ts';

interface HandshakeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

const ALLOW = { allow: 'POST, OPTIONS' };

/**
 * Answers OPTIONS. A sender of CloudEvents asks by it whether it may deliver here; the answer binds nobody to believe
 * what it then sends. Permission by callback is not given: it would have us open an address of a stranger's choice.
 */
export function allowSender(headers: RequestHeaders, isSetUp: boolean): HandshakeResponse {
  const origin = headers['webhook-request-origin'];
  if (origin === undefined) return { status: 200, headers: ALLOW, body: { allow: ['POST', 'OPTIONS'] } };
  if (!/^[\w.*:/-]{1,255}$/.test(origin)) {
    return { status: 400, headers: ALLOW, body: { error: 'WebHook-Request-Origin must be a DNS name' } };
  }
  if (!isSetUp) return { status: 403, headers: ALLOW, body: { error: 'the source has no secret set' } };
  return {
    status: 200,
    headers: { ...ALLOW, 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' },
    body: { allowed: origin },
  };
}
