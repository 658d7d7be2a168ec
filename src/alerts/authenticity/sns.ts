import { createVerify, type KeyObject } from 'node:crypto';
import { isoTime } from '../sources/fields.ts';
import { forbidden, type Refusal, unproven } from './refusal.ts';
import { checkSignedTime } from './signed-time.ts';
import { type Fetch, fetchText, ServiceUnavailable, type SnsCertificates } from './sns-certificates.ts';
import { isSnsAddress, SIGNED_SNS_MESSAGE, type SignedSnsMessage, stringToSign } from './sns-message.ts';

interface SnsCheck {
  readonly value: unknown;
  readonly topicArns: readonly string[];
  readonly certificates: SnsCertificates;
  readonly nowMs: number;
}

/**
 * Checks the topic before anything is fetched, then the signature, then the time. SNS signs fields of its JSON and not
 * the body, so this is the one check that comes after parsing.
 * @throws ServiceUnavailable when the certificate cannot be had for now.
 */
export async function checkSns({
  value,
  topicArns,
  certificates,
  nowMs,
}: SnsCheck): Promise<Refusal | undefined> {
  const parsed = SIGNED_SNS_MESSAGE.safeParse(value);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return unproven(
      `${field || 'the body'} is not what a signed SNS message has (is raw message delivery off?)`,
    );
  }
  const message = parsed.data;
  if (!topicArns.includes(message.TopicArn)) {
    return forbidden('the topic is not one of those in PASTEUR_CLOUDWATCH_TOPICS');
  }
  if (!isSnsAddress(message.SigningCertURL, message.TopicArn) || !message.SigningCertURL.endsWith('.pem')) {
    return forbidden("SigningCertURL must be a .pem file at https://sns.<the topic's region>.amazonaws.com");
  }
  const key = await certificates.keyAt(message.SigningCertURL, nowMs);
  if ('reason' in key) return key;
  if (!isSigned(message, key)) return unproven('the Signature does not fit the message');
  return checkSignedTime(Date.parse(isoTime(message.Timestamp) ?? ''), nowMs);
}

/** Opens the address that confirms a subscription; the message that carried it has been checked. */
export async function confirmSubscription(
  fetch: Fetch,
  address: string,
  topicArns: readonly string[],
): Promise<Refusal | undefined> {
  if (!topicArns.some((topicArn) => isConfirmation(address, topicArn))) {
    return forbidden("SubscribeURL must confirm the topic at https://sns.<the topic's region>.amazonaws.com");
  }
  const { status } = await fetchText(fetch, address);
  if (status >= 500 || status === 429) throw new ServiceUnavailable(`Amazon SNS answered ${status}`);
  return status === 200
    ? undefined
    : forbidden(`Amazon SNS did not take the confirmation (status ${status})`);
}

function isConfirmation(address: string, topicArn: string): boolean {
  if (!isSnsAddress(address, topicArn)) return false;
  const { searchParams } = new URL(address);
  return searchParams.get('Action') === 'ConfirmSubscription' && searchParams.get('TopicArn') === topicArn;
}

function isSigned(message: SignedSnsMessage, key: KeyObject): boolean {
  const verify = createVerify(message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256');
  verify.update(stringToSign(message), 'utf8');
  return key.asymmetricKeyType === 'rsa' && verify.verify(key, message.Signature, 'base64');
}
