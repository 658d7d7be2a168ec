import { type Fields, fieldsAt, listAt, textAt } from '../payload.ts';

/** A message that an app wrote to a channel, not into a thread. */
export interface BotPost {
  readonly message: Fields;
  readonly channel: string;
  readonly ts: string;
  /** Its author changed an earlier one. */
  readonly isEdit: boolean;
  /** Ids of the bot and its app, as far as Slack gives them; the bot's first. */
  readonly authors: readonly string[];
}

/** Who Pasteur itself is. */
export interface OwnIds {
  readonly botId?: string | undefined;
  readonly botUserId?: string | undefined;
  readonly appId?: string | undefined;
}

const WRITTEN = new Set(['', 'bot_message', 'file_share']);

/**
 * Reads a message event as a post of another app; undefined for what people write, for Pasteur's own, and for all that
 * could start a loop of bots: replies in threads, posts that mention Pasteur or pass its words on.
 */
export function readBotPost(event: Fields, own: OwnIds): BotPost | undefined {
  const type = textAt(event, 'channel_type');
  if (type !== 'channel' && type !== 'group') return undefined;
  const isEdit = textAt(event, 'subtype') === 'message_changed';
  const message = isEdit ? fieldsAt(event, 'message') : event;
  if (message === undefined || !WRITTEN.has(textAt(message, 'subtype'))) return undefined;
  const channel = textAt(event, 'channel');
  const ts = textAt(message, 'ts');
  const threadTs = textAt(message, 'thread_ts');
  const authors = authorsOf(message);
  if (textAt(message, 'bot_id') === '' || ts === '' || (threadTs !== '' && threadTs !== ts)) return undefined;
  if (isOwn(message, authors, own) || isAnswer(message, own)) return undefined;
  return { message, channel, ts, isEdit, authors };
}

/** Whether a message event is a person's talk in a channel, which no listener takes. */
export function isTalk(event: Fields): boolean {
  const isPlain = ['', 'file_share', 'thread_broadcast'].includes(textAt(event, 'subtype'));
  const isInChannel = ['channel', 'group'].includes(textAt(event, 'channel_type'));
  return textAt(event, 'type') === 'message' && isInChannel && isPlain && textAt(event, 'bot_id') === '';
}

/** Whether a message event may be a post of an app; its taking knows repeated deliveries by itself. */
export function isAppPost(event: Fields): boolean {
  const message = textAt(event, 'subtype') === 'message_changed' ? fieldsAt(event, 'message') : event;
  const isInChannel = ['channel', 'group'].includes(textAt(event, 'channel_type'));
  return textAt(event, 'type') === 'message' && isInChannel && textAt(message ?? {}, 'bot_id') !== '';
}

function authorsOf(message: Fields): readonly string[] {
  const profile = fieldsAt(message, 'bot_profile');
  const ids = [textAt(message, 'bot_id'), textAt(message, 'app_id')];
  return [...ids, profile === undefined ? '' : textAt(profile, 'app_id')].filter((id) => id !== '');
}

function isOwn(message: Fields, authors: readonly string[], { botId, botUserId, appId }: OwnIds): boolean {
  return (
    (botUserId !== undefined && textAt(message, 'user') === botUserId) ||
    authors.some((author) => author === botId || author === appId)
  );
}

/** It speaks to Pasteur, or passes on what Pasteur said. */
function isAnswer(message: Fields, { botId, botUserId }: OwnIds): boolean {
  if (botUserId !== undefined && JSON.stringify(message).includes(`<@${botUserId}`)) return true;
  return listAt(message, 'attachments').some(
    (attachment) =>
      (botUserId !== undefined && textAt(attachment, 'author_id') === botUserId) ||
      (botId !== undefined && textAt(attachment, 'bot_id') === botId),
  );
}
