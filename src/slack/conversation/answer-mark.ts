import { type Fields, fieldsAt, numberAt, textAt } from '../payload.ts';

const EVENT_TYPE = 'pasteur_answer';

/** What a message says about itself: which question it answers, and its place in the answer, from 0. */
export interface AnswerMark {
  /** Time of the message that asked. */
  readonly question: string;
  readonly part: number;
}

/** The metadata of a message with a mark: https://docs.slack.dev/messaging/message-metadata */
export function answerMetadata({ question, part }: AnswerMark): {
  event_type: string;
  event_payload: Record<string, string | number>;
} {
  return { event_type: EVENT_TYPE, event_payload: { question, part } };
}

/** The mark of a message; undefined for one that is no part of an answer. */
export function readMark(message: Fields): AnswerMark | undefined {
  const metadata = fieldsAt(message, 'metadata');
  if (metadata === undefined || textAt(metadata, 'event_type') !== EVENT_TYPE) return undefined;
  const payload = fieldsAt(metadata, 'event_payload') ?? {};
  const part = numberAt(payload, 'part');
  return part === undefined ? undefined : { question: textAt(payload, 'question'), part };
}
