import { type Fields, fieldsAt, isFields, textAt } from '../payload.ts';
import { isByPerson, isRewritten } from '../people/by-person.ts';
import { isThreadWord } from '../thread-word.ts';
import type { KeptQuestion } from './delivery-log.ts';

/** A delivery that asks something, as it is kept until it is answered. */
export interface QuestionEvent {
  /** Names the delivery. */
  readonly key: string;
  readonly question: KeptQuestion;
}

/** Under which a delivery of Slack is worked on once. */
export function eventKey(id: string): string {
  return `event:${id}`;
}

/**
 * Reads a delivery as one that asks Pasteur something, or changes what was asked; undefined for all others. Of what Slack
 * sent, only what the answer needs is kept. `hasTeams` where Pasteur is in more than one workspace.
 */
export function readQuestionEvent(body: unknown, hasTeams: boolean): QuestionEvent | undefined {
  if (!isFields(body) || textAt(body, 'type') !== 'event_callback') return undefined;
  const id = textAt(body, 'event_id');
  const event = fieldsAt(body, 'event');
  if (id === '' || event === undefined || !asks(event)) return undefined;
  const team = hasTeams ? teamOf(body) : '';
  return { key: eventKey(id), question: { body: JSON.stringify(needed(body, event)), team } };
}

function asks(event: Fields): boolean {
  const type = textAt(event, 'type');
  if (type === 'app_mention') return textAt(event, 'bot_id') === '';
  if (type !== 'message') return false;
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_deleted') return true;
  if (subtype === 'message_changed') {
    const message = fieldsAt(event, 'message') ?? {};
    return textAt(message, 'subtype') === 'tombstone' || (isByPerson(message) && isRewritten(event, message));
  }
  return textAt(event, 'channel_type') === 'im' ? isByPerson(event) : isThreadWord(event);
}

/** Without Slack's old token, and without what was written before: an edit is read from what is written now. */
function needed(body: Fields, event: Fields): Fields {
  const { token: _token, ...envelope } = body;
  const { previous_message: _previous, ...now } = event;
  return { ...envelope, event: now };
}

/** Id under which Pasteur was installed: of the workspace, or of its organization. */
function teamOf(body: Fields): string {
  const authorizations: unknown = body.authorizations;
  const first: unknown = Array.isArray(authorizations) ? authorizations[0] : undefined;
  const given = isFields(first) ? first : body;
  const isWhole = given.is_enterprise_install === true;
  return textAt(given, isWhole ? 'enterprise_id' : 'team_id') || textAt(body, 'team_id');
}
