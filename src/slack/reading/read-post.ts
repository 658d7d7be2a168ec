import type { AlertLink } from '../../alerts/alert.ts';
import type { ChannelPost } from '../../alerts/posts/channel-post.ts';
import { isWebAddress, unescapeSlack } from '../blocks/escape.ts';
import { type Fields, fieldsAt, isFields, listAt, textAt } from '../payload.ts';

/** Where a post was found, and its text as it goes to triage: in Slack's escaping, with its files. */
export interface PostPlace {
  readonly channel: string;
  readonly ts: string;
  readonly author: string;
  readonly text: string;
}

/** How deep blocks and attachments are followed. */
const MAX_DEPTH = 12;
const MAX_LINKS = 50;

/** Characters kept of a text; of a longer one, such as a log file, its start and its end. */
const MAX_TEXT = 19_000;
const MAX_TITLE = 300;

/** Reads of another app's message what makes it an alert: title, fields, links and colours. */
export function readPost(message: Fields, { channel, ts, author, text }: PostPlace): ChannelPost {
  const attachments = allAttachments(message);
  const shown = shownText(startAndEnd(text));
  const titles = [
    ...attachments.map((attachment) => textAt(attachment, 'title')),
    ...[message, ...attachments].flatMap((part) => listAt(part, 'blocks').map(headerText)),
  ];
  const title = titles.map(shownText).find((each) => each !== '') ?? firstLine(shown);
  const links = [...findLinks(message, 0)].slice(0, MAX_LINKS);
  return {
    channel,
    ts,
    author,
    title: (title.split('\n', 1)[0] ?? '').slice(0, MAX_TITLE),
    text: shown,
    links,
    fields: Object.fromEntries([message, ...attachments].flatMap(fieldPairs)),
    colors: attachments.map((attachment) => textAt(attachment, 'color')).filter((color) => color !== ''),
  };
}

/** Text as a person sees it: labels in place of links, no marks of bold and code, no escapes. */
function shownText(mrkdwn: string): string {
  const text = mrkdwn
    .replace(
      /<(https?:[^|>\s]{1,3000})(?:\|([^>]{0,3000}))?>/g,
      (_link, url: string, label?: string) => label || url,
    )
    .replace(/<!date\^[^|>]{0,500}\|([^>]{0,500})>/g, '$1')
    .replace(
      /<([@#!])([^|>]{0,100})(?:\|([^>]{0,300}))?>/g,
      (_link, mark: string, id: string, label?: string) => {
        return label ? `${mark === '!' ? '@' : mark}${label}` : `${mark === '!' ? '@' : mark}${id}`;
      },
    )
    .replace(/(^|[\s([])([*_~]{1,2})(?=\S)(.{1,300}?)\2(?=$|[\s)\].,:;|])/gm, '$1$3');
  return unescapeSlack(text).trim();
}

function startAndEnd(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text.slice(0, MAX_TEXT / 2)}\n…\n${text.slice(-MAX_TEXT / 2)}`;
}

/** Lines that only call somebody come before what it is about, and words of whoever passed an alert on. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^(?:[@#][\w-]+\s*)+$/.test(line)) ?? '';
  return lines.find((line) => /^\W*\[(?:firing|resolved)\b/i.test(line)) ?? first;
}

function allAttachments(message: Fields, depth = 0): Fields[] {
  if (depth > 4) return [];
  return listAt(message, 'attachments').flatMap((attachment) => [
    attachment,
    ...allAttachments(attachment, depth + 1),
  ]);
}

function headerText(block: Fields): string {
  const text = fieldsAt(block, 'text');
  return textAt(block, 'type') === 'header' && text !== undefined ? textAt(text, 'text') : '';
}

/** Fields of attachments, and those of sections that are written as "*Name*" above "value". */
function fieldPairs(part: Fields): (readonly [name: string, value: string])[] {
  const own = listAt(part, 'fields').map(
    (field) => [shownText(textAt(field, 'title')), shownText(textAt(field, 'value'))] as const,
  );
  const inSections = listAt(part, 'blocks')
    .flatMap((block) => listAt(block, 'fields'))
    .map((field) => {
      const [, name = '', value = ''] =
        /^\s*\*([^*\n]{1,60})\*:?\s*(\S[\s\S]*)$/.exec(textAt(field, 'text')) ?? [];
      return [shownText(name.replace(/:$/, '')), shownText(value)] as const;
    });
  return [...own, ...inSections].filter(([name, value]) => name !== '' && value !== '');
}

/** Links in texts, titles and buttons, in their order. */
function findLinks(value: unknown, depth: number): AlertLink[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === 'string') {
    return [...value.matchAll(/<(https?:[^|>\s]{1,3000})(?:\|([^>]{0,3000}))?>/g)].flatMap(
      ([, url = '', label]) => linkTo(url, label ?? ''),
    );
  }
  if (Array.isArray(value)) return value.flatMap((item: unknown) => findLinks(item, depth + 1));
  if (!isFields(value)) return [];
  return [
    ...linkTo(textAt(value, 'title_link'), textAt(value, 'title')),
    ...linkTo(textAt(value, 'url'), labelOf(value)),
    ...Object.values(value).flatMap((inner) => findLinks(inner, depth + 1)),
  ];
}

function labelOf(element: Fields): string {
  const text = fieldsAt(element, 'text');
  return text === undefined ? textAt(element, 'text') : textAt(text, 'text');
}

function linkTo(url: string, label: string): AlertLink[] {
  const address = unescapeSlack(url);
  return isWebAddress(address) ? [{ title: shownText(label), url: address }] : [];
}
