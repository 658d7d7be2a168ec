/** What Pasteur does with each scope of `manifest.yml`, which a test compares with this list. */
export const SCOPE_PURPOSES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'hearing mentions in channels',
  'assistant:write': 'the suggested prompts of a new conversation, and the titles of its threads',
  'channels:history': 'reading public channels that are watched, and the thread of a mention',
  'channels:read': 'telling whether a public channel is shared with another company',
  'chat:write': 'answering',
  commands: '/triage and the message shortcut',
  'files:read': 'reading snippets and log files',
  'files:write': 'an answer that is too long for messages',
  'groups:history': 'reading private channels that are watched, and the thread of a mention',
  'groups:read': 'telling whether a private channel is shared with another company',
  'im:history': 'hearing direct messages',
  'usergroups:read': 'telling who may save known errors, where PASTEUR_EDITORS names a user group',
  'users:read': 'telling who may watch a channel, where PASTEUR_WATCH_BY is admins, and who wrote a page',
};
