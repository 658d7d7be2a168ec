import { z } from 'zod';

const text = z.string().max(1_048_576);

/** All that SNS signs, and how. */
export const SIGNED_SNS_MESSAGE = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: text,
  TopicArn: text,
  Message: text,
  Timestamp: text,
  Subject: text.nullish(),
  SubscribeURL: text.optional(),
  Token: text.optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: text,
  SigningCertURL: text,
});
export type SignedSnsMessage = z.output<typeof SIGNED_SNS_MESSAGE>;

/** The text that SNS signs: names and values in this order, each on a line of its own. */
export function stringToSign(message: SignedSnsMessage): string {
  const { Message, MessageId, Subject, SubscribeURL, Timestamp, Token, TopicArn, Type } = message;
  const fields: readonly (readonly [string, string | null | undefined])[] =
    Type === 'Notification'
      ? [
          ['Message', Message],
          ['MessageId', MessageId],
          ['Subject', Subject],
          ['Timestamp', Timestamp],
          ['TopicArn', TopicArn],
          ['Type', Type],
        ]
      : [
          ['Message', Message],
          ['MessageId', MessageId],
          ['SubscribeURL', SubscribeURL],
          ['Timestamp', Timestamp],
          ['Token', Token],
          ['TopicArn', TopicArn],
          ['Type', Type],
        ];
  return fields
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}

/**
 * True for an address of SNS in the topic's own region, and of nobody else: HTTPS, the usual port, no user.
 * The region comes from the pinned ARN, so that a message cannot choose which host is asked.
 */
export function isSnsAddress(address: string, topicArn: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  const [, partition, , region] = topicArn.split(':');
  const host = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  return protocol === 'https:' && hostname === host && port === '' && username === '' && password === '';
}
