import { escapeMrkdwn } from '../blocks/escape.ts';
import { type Fields, isFields, listAt, textAt } from '../payload.ts';
import { type MessagePart, mrkdwn, plain } from './message-part.ts';
import { readBlocks } from './read-blocks.ts';

/** What a message says, whatever shape it came in. */
export interface MessageContent {
  readonly parts: readonly MessagePart[];
  /** File objects as Slack describes them, not yet read. */
  readonly files: readonly Fields[];
}

/** How deep a forward of a forward is followed. */
const MAX_DEPTH = 4;

/**
 * Reads text, blocks, attachments and files of a message (https://docs.slack.dev/reference/messaging). Where blocks
 * and text say the same, blocks win: text is their flattened copy. Where one is empty, the other stands in.
 */
export function readMessage(message: unknown, botUserId?: string): MessageContent {
  if (!isFields(message)) return { parts: [], files: [] };
  return { parts: readLevel(message, botUserId, 0), files: listAt(message, 'files') };
}

/**
 * One text to triage. Plain parts are escaped, so that the engine, which undoes Slack's escapes once, reads every
 * part as its author saw it.
 */
export function pasteText(parts: readonly MessagePart[]): string {
  return parts
    .map(({ kind, text }) => (kind === 'plain' ? escapeMrkdwn(text) : text))
    .join('\n')
    .trim();
}

function readLevel(message: Fields, botUserId: string | undefined, depth: number): MessagePart[] {
  if (depth > MAX_DEPTH) return [];
  const blocks = listAt(message, 'blocks');
  const fromBlocks = readBlocks(blocks, botUserId);
  const text = withoutMention(textAt(message, 'text'), botUserId).trim();
  const attachments = listAt(message, 'attachments').flatMap((attachment) =>
    readAttachment(attachment, botUserId, depth),
  );
  return [...joinTextAndBlocks(text, blocks, fromBlocks), ...attachments];
}

function joinTextAndBlocks(
  text: string,
  blocks: readonly Fields[],
  fromBlocks: MessagePart[],
): MessagePart[] {
  if (text === '') return fromBlocks;
  if (fromBlocks.length === 0) return [mrkdwn(text)];
  // What a person typed is one rich text block, and text is the same once more.
  const isTyped = blocks.every((block) => textAt(block, 'type') === 'rich_text');
  const isRepeated = squeeze(pasteText(fromBlocks)).includes(squeeze(text));
  return isTyped || isRepeated ? fromBlocks : [mrkdwn(text), ...fromBlocks];
}

function readAttachment(attachment: Fields, botUserId: string | undefined, depth: number): MessagePart[] {
  const fields = listAt(attachment, 'fields').map((field) => {
    return mrkdwn([textAt(field, 'title'), textAt(field, 'value')].filter((text) => text !== '').join(': '));
  });
  const forwarded = listAt(attachment, 'message_blocks').flatMap((entry) => {
    const message = entry.message;
    return isFields(message) ? readLevel(message, botUserId, depth + 1) : [];
  });
  const blocks = readBlocks(listAt(attachment, 'blocks'), botUserId);
  const own = mrkdwn(textAt(attachment, 'text'));
  const body = [...forwarded, ...blocks];
  const isRepeated = squeeze(pasteText(body)).includes(squeeze(own.text));
  const parts = [
    mrkdwn(textAt(attachment, 'pretext')),
    mrkdwn(textAt(attachment, 'title')),
    ...(isRepeated ? [] : [own]),
    ...body,
    ...fields,
    plain(textAt(attachment, 'footer')),
    ...readNested(attachment, botUserId, depth),
  ].filter(({ text }) => text.trim() !== '');
  // The fallback repeats the rest in short; it is worth reading only where there is no rest.
  const fallback = textAt(attachment, 'fallback');
  return parts.length > 0 || fallback === '' ? parts : [mrkdwn(fallback)];
}

function readNested(attachment: Fields, botUserId: string | undefined, depth: number): MessagePart[] {
  if (depth >= MAX_DEPTH) return [];
  return listAt(attachment, 'attachments').flatMap((inner) => readAttachment(inner, botUserId, depth + 1));
}

function withoutMention(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text;
  return text.replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (mention, id: string) =>
    id === botUserId ? '' : mention,
  );
}

/** For comparing two renderings of one text: letters and digits only. */
function squeeze(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
