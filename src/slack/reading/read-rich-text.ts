import { type Fields, isFields, listAt, textAt } from '../payload.ts';

/** Plain text of a rich text block; `botUserId` is left out, since a mention of the bot is no part of the paste. */
export function readRichText(block: Fields, botUserId: string | undefined): string {
  return listAt(block, 'elements')
    .map((element) => readElement(element, botUserId))
    .join('\n');
}

function readElement(element: Fields, botUserId: string | undefined): string {
  const type = textAt(element, 'type');
  if (type === 'rich_text_list') {
    return listAt(element, 'elements')
      .map((item) => readElement(item, botUserId))
      .join('\n');
  }
  // Sections, quotes, preformatted text, and whatever comes later with elements of its own.
  const text = listAt(element, 'elements')
    .map((inner) => readInline(inner, botUserId))
    .join('');
  // Slack ends a section before a list or code block with a line end of its own; the join adds another.
  return text.replace(/\n$/, '');
}

function readInline(element: Fields, botUserId: string | undefined): string {
  const text = textAt(element, 'text');
  switch (textAt(element, 'type')) {
    case 'link':
      return linkText(textAt(element, 'url'), text);
    case 'user': {
      const id = textAt(element, 'user_id');
      return id === botUserId ? '' : `@${id}`;
    }
    case 'usergroup':
      return `@${textAt(element, 'usergroup_id')}`;
    case 'channel':
      return `#${textAt(element, 'channel_id')}`;
    case 'broadcast':
      return `@${textAt(element, 'range')}`;
    case 'emoji':
      return emojiText(element);
    case 'date':
      return textAt(element, 'fallback');
    case 'color':
      return textAt(element, 'value');
    default:
      return text === '' && isFields(element) ? readElement(element, botUserId) : text;
  }
}

/** Slack links what looks like an address by itself: then label and address are one text. */
function linkText(url: string, label: string): string {
  if (label === '' || url.includes(label)) return label || url;
  return `${label} ${url}`;
}

/** `:x:` in a log became an emoji on the way; its name between colons is what was typed. */
function emojiText(element: Fields): string {
  const name = textAt(element, 'name');
  return name === '' ? '' : `:${name}:`;
}
