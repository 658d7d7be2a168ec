/** A message as a link names it. */
export interface MessageLink {
  readonly channel: string;
  readonly ts: string;
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink: …/archives/C123/p1700000000123456 */
const PERMALINK =
  /^<?https?:\/\/[^\s/]+\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?[^\s>|]*)?(?:\|[^>]*)?>?$/;

/** Reads a text that is a link to a message and nothing else. */
export function readPermalink(text: string): MessageLink | undefined {
  const [, channel, seconds, micros] = PERMALINK.exec(text.trim()) ?? [];
  if (channel === undefined || seconds === undefined || micros === undefined) return undefined;
  return { channel, ts: `${seconds}.${micros}` };
}
