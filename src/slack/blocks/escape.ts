/** Shown where something was cut, so that nobody takes a part for the whole. */
const CUT_MARK = ' … (shortened)';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Makes text inert in `mrkdwn`, `markdown` and the `text` of a message: without `<` nothing can mention, notify or
 * link (https://docs.slack.dev/messaging/formatting-message-text). `plain_text` and rich text parse nothing and
 * must not be escaped.
 */
export function escapeMrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Turns Slack's three escapes back, once: `&amp;lt;` is the text `&lt;`. */
export function unescapeSlack(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => CHARACTERS[entity] ?? entity);
}

/** A link in `mrkdwn`; an address that Slack would not link becomes its label alone. */
export function mrkdwnLink(url: string, label: string): string {
  if (!isWebAddress(url)) return escapeMrkdwn(label);
  const address = url.replace(/[<>|&\s]/g, (character) =>
    character === '&' ? '&amp;' : encodeURIComponent(character),
  );
  return `<${address}|${escapeMrkdwn(label.replace(/\|/g, '¦'))}>`;
}

/** Whether a link may point there: web pages only, no `javascript:`, `slack:` or `file:`. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>\p{C}]+$/iu.test(url) && URL.canParse(url);
}

/**
 * Text that Slack takes: no control characters but line end and tab, no half surrogates; both make it refuse the
 * whole message or drop the character silently.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '�')
      .replace(/[\ud800-\udfff]/gu, '�')
  );
}

/** Cuts to `max` UTF-16 units with a visible mark, never through a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const mark = max > CUT_MARK.length * 2 ? CUT_MARK : '…';
  const end = max - mark.length;
  const last = text.charCodeAt(end - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, isHalf ? end - 1 : end)}${mark}`;
}
