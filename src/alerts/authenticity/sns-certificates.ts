import { type KeyObject, X509Certificate } from 'node:crypto';
import { forbidden, type Refusal } from './refusal.ts';

/** `fetch`, as far as it is used here: the real one, or one that leads to a server on loopback. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An outside service that did not answer: the sender is to try again. */
export class ServiceUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceUnavailable';
  }
}

/** Signing certificates of SNS by address; Amazon uses one for months. */
export interface SnsCertificates {
  /** @throws ServiceUnavailable when Amazon does not answer. */
  keyAt(address: string, nowMs: number): Promise<KeyObject | Refusal>;
}

const TIMEOUT_MS = 5000;
const MOST_KEPT = 20;
const MOST_CHARACTERS = 65_536;

export function createSnsCertificates(fetch: Fetch): SnsCertificates {
  const kept = new Map<string, X509Certificate>();
  return {
    keyAt: async (address, nowMs) => {
      const certificate = kept.get(address) ?? (await fetchCertificate(fetch, address));
      if (!(certificate instanceof X509Certificate)) return certificate;
      if (nowMs < Date.parse(certificate.validFrom) || nowMs > Date.parse(certificate.validTo)) {
        kept.delete(address);
        return forbidden('the certificate at SigningCertURL is not valid now');
      }
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(address, certificate);
      return certificate.publicKey;
    },
  };
}

async function fetchCertificate(fetch: Fetch, address: string): Promise<X509Certificate | Refusal> {
  const { status, text } = await fetchText(fetch, address);
  if (status >= 500 || status === 429) throw new ServiceUnavailable(`${address} answered ${status}`);
  if (status !== 200)
    return forbidden(`the certificate at SigningCertURL could not be had (status ${status})`);
  try {
    return new X509Certificate(text.slice(0, MOST_CHARACTERS));
  } catch {
    return forbidden('there is no certificate at SigningCertURL');
  }
}

/** Opens an address without following it elsewhere. */
export async function fetchText(fetch: Fetch, address: string): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new ServiceUnavailable(`${new URL(address).host} did not answer`, { cause: error });
  }
}
