import type { JsonRecord } from './json.ts';

export interface ComposeNames {
  /** Ids by handle, without the @. */
  readonly people: ReadonlyMap<string, string>;
  /** Ids by name, without the #. */
  readonly channels: ReadonlyMap<string, string>;
}

/** Slack escapes these three and no others. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const FENCE = /```\n?([\s\S]*?)\n?```/g;
/** A mention, a channel, an address with its scheme, or a bare host name, which Slack links as well. */
const SPECIAL =
  /@(?<person>[a-z][\w.-]*)|#(?<channel>[a-z][\w-]*)|(?<url>https?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]}])|(?<host>(?<![\w./@-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev)\b(?![-.]?\w))/gi;

/**
 * What Slack makes of a typed message: `text` escaped, with mentions and links in angle brackets, and the
 * same as a `rich_text` block. Bots get both, so both have Slack's shape.
 */
export function composeMessage(
  typed: string,
  names: ComposeNames,
): { text: string; blocks: readonly JsonRecord[] } {
  const text: string[] = [];
  const elements: JsonRecord[] = [];
  for (const part of splitFences(typed)) {
    if (part.isCode) {
      text.push(`\`\`\`${escapeSlack(part.text)}\`\`\``);
      elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.text }] });
    } else if (part.text !== '') {
      const inline = composeInline(part.text, names);
      text.push(inline.text);
      elements.push({ type: 'rich_text_section', elements: inline.elements });
    }
  }
  return { text: text.join('\n'), blocks: [{ type: 'rich_text', elements }] };
}

function splitFences(typed: string): readonly { text: string; isCode: boolean }[] {
  const parts: { text: string; isCode: boolean }[] = [];
  let end = 0;
  for (const match of typed.matchAll(FENCE)) {
    parts.push({ text: trimBreaks(typed.slice(end, match.index)), isCode: false });
    parts.push({ text: match[1] ?? '', isCode: true });
    end = match.index + match[0].length;
  }
  parts.push({ text: end === 0 ? typed : trimBreaks(typed.slice(end)), isCode: false });
  return parts;
}

function trimBreaks(text: string): string {
  return text.replace(/^\n+|\n+$/g, '');
}

function composeInline(
  typed: string,
  names: ComposeNames,
): { text: string; elements: readonly JsonRecord[] } {
  const text: string[] = [];
  const elements: JsonRecord[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') elements.push({ type: 'text', text: plain });
    text.push(escapeSlack(plain));
    plain = '';
  };
  let end = 0;
  for (const match of typed.matchAll(SPECIAL)) {
    const special = specialOf(match, names);
    plain += typed.slice(end, match.index);
    end = match.index + match[0].length;
    if (special === undefined) {
      plain += match[0];
    } else {
      flush();
      text.push(special.text);
      elements.push(special.element);
    }
  }
  plain += typed.slice(end);
  flush();
  return { text: text.join(''), elements };
}

function specialOf(
  match: RegExpMatchArray,
  names: ComposeNames,
): { text: string; element: JsonRecord } | undefined {
  const { person, channel, url, host } = match.groups ?? {};
  const personId = person === undefined ? undefined : names.people.get(person.toLowerCase());
  if (personId !== undefined) return { text: `<@${personId}>`, element: { type: 'user', user_id: personId } };
  const channelId = channel === undefined ? undefined : names.channels.get(channel.toLowerCase());
  if (channel !== undefined && channelId !== undefined) {
    return { text: `<#${channelId}|${channel}>`, element: { type: 'channel', channel_id: channelId } };
  }
  if (url !== undefined) return { text: `<${escapeSlack(url)}>`, element: { type: 'link', url } };
  if (host !== undefined) {
    return { text: `<http://${host}|${host}>`, element: { type: 'link', url: `http://${host}`, text: host } };
  }
  return undefined;
}
