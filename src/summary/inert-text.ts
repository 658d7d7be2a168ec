/** Controls, zero-width characters, marks that turn the direction of writing, and tags that no reader sees. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const LABELLED_LINK = /!?\[([^\]\n]{0,500})\]\(\s*<?[^)\s]{0,3000}>?(?:\s[^)\n]{0,200})?\)/g;
const SLACK_LINK = /<((?:https?|mailto|slack|tel|file|javascript):[^>|]{0,3000})\|([^>]{0,500})>/gi;
/** What Slack would notify somebody by, were it sent unescaped. */
const MENTION = /<([!@#][^>]{1,80})>/g;
const BROADCAST = /(^|[^\w@])@(channel|here|everyone)\b/gi;
const ADDRESS = /\b([a-z][a-z\d+.-]{1,20}):\/\/([^\s<>"'`)\]}]+)/gi;

/** Addresses that lead nowhere but to the reader's own machine. */
const OWN = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?=[:/?#]|$)/i;

/**
 * Makes what a model wrote harmless: no link but in words, no mention, nothing invisible. An address that was not in
 * what the model was given is named without its path, where data could be carried off, and does not open.
 */
export function inertText(text: string, given: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(LABELLED_LINK, '$1')
    .replace(SLACK_LINK, '$2')
    .replace(MENTION, (_, inside: string) => `‹${inside}›`)
    .replace(BROADCAST, '$1＠$2')
    .replace(ADDRESS, (address: string, scheme: string, rest: string) => {
      if (OWN.test(rest) || rest.startsWith('<') || isGiven(address, given)) return address;
      const host = (/^[^/?#]+/.exec(rest)?.[0] ?? '').replace(/^.*@/, '');
      return `${scheme.replace(/^http/i, 'hxxp')}://${host}/…`;
    })
    .trim();
}

/** Whether the address was in what the model was given, as a whole. */
function isGiven(address: string, given: string): boolean {
  const whole = address.replace(/[.,;:!?]+$/, '');
  for (let at = given.indexOf(whole); at >= 0; at = given.indexOf(whole, at + 1)) {
    const next = given[at + whole.length] ?? ' ';
    if (/[\s<>"'`)\]},;|]/.test(next)) return true;
  }
  return false;
}
