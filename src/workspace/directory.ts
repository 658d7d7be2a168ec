/** Who and what is in the workspace; fixed once it is populated. */
export interface Directory {
  readonly teamId: string;
  readonly teamDomain: string;
  readonly teamName: string;
  readonly you: Person;
  readonly people: readonly Person[];
  /** Channels first, then the direct message with the bot. */
  readonly channels: readonly Channel[];
  readonly botChannel: Channel;
}

export interface Person {
  readonly id: string;
  /** Handle, as in @name. */
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'im';
  readonly topic: string;
}
