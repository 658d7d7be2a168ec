import { type Fields, fieldsAt, listAt, textAt } from '../payload.ts';

/** Whether a person wrote a message: no edit, no deletion, no other app, not the bot itself. */
export function isByPerson(message: Fields, botUserId?: string | undefined): boolean {
  const subtype = textAt(message, 'subtype');
  const user = textAt(message, 'user');
  const isWritten = subtype === '' || subtype === 'file_share' || subtype === 'thread_broadcast';
  return isWritten && user !== '' && user !== botUserId && textAt(message, 'bot_id') === '';
}

/** Whether a change of a message changed what its author wrote. Slack also tells of one when it unfurls a link or counts a reply. */
export function isRewritten(change: Fields, message: Fields): boolean {
  const previous = fieldsAt(change, 'previous_message');
  return previous === undefined || said(previous) !== said(message);
}

/** What a person wrote. */
function said(message: Fields): string {
  const files = listAt(message, 'files').map((file) => textAt(file, 'id'));
  return JSON.stringify([textAt(message, 'text'), files]);
}
