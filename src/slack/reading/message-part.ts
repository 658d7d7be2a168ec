/**
 * A piece of text from a message. `mrkdwn`: escaped by Slack, with `<url|label>`; `plain`: exactly what a person
 * sees, where `<` is just a character.
 */
export interface MessagePart {
  readonly kind: 'mrkdwn' | 'plain';
  readonly text: string;
}

export function plain(text: string): MessagePart {
  return { kind: 'plain', text };
}

export function mrkdwn(text: string): MessagePart {
  return { kind: 'mrkdwn', text };
}
