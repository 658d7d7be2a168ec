import { type Fields, fieldsAt, isFields, textAt } from '../payload.ts';

const EVENT_TYPE = 'pasteur_alert';

/** What a message says about itself, so that it is known again: https://docs.slack.dev/messaging/message-metadata */
export interface Mark {
  /** Id of the alert whose card it is, or in whose thread it stands. */
  readonly alert?: string;
  /** Key of a turn told in a thread. */
  readonly news?: string;
  /** Key of the storm that it sums up. */
  readonly storm?: string;
}

/** The metadata of a message with a mark. */
export function markMetadata(mark: Mark): { event_type: string; event_payload: Record<string, string> } {
  return { event_type: EVENT_TYPE, event_payload: { ...mark } };
}

/** The timestamp of the message that has exactly this mark. */
export function findMarked(messages: readonly unknown[], mark: Mark): string | undefined {
  const found = messages.filter(isFields).find((message) => {
    const payload = payloadOf(message);
    return (
      payload !== undefined &&
      payload.alert === mark.alert &&
      payload.news === mark.news &&
      payload.storm === mark.storm
    );
  });
  return found === undefined ? undefined : textAt(found, 'ts');
}

function payloadOf(message: Fields): Fields | undefined {
  const metadata = fieldsAt(message, 'metadata');
  if (metadata === undefined || textAt(metadata, 'event_type') !== EVENT_TYPE) return undefined;
  return fieldsAt(metadata, 'event_payload');
}
