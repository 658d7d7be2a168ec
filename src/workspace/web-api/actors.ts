import { randomBytes } from 'node:crypto';
import type { Credentials } from '../credentials.ts';
import { PEOPLE } from '../seed.ts';

/** Who makes a call of the Web API: the bot or one of the people. */
export interface Actor {
  readonly name: string;
  readonly isBot: boolean;
  /** A token that the emulator knows for this actor. */
  nextToken(): string;
}

/**
 * The emulator stops answering a token after 5,000 calls in an hour, which Slack does not do;
 * the bot's calls therefore go round this many tokens of one and the same bot.
 */
const BOT_TOKENS = 40;

export interface Actors {
  readonly bot: Actor;
  person(name: string): Actor;
  byToken(token: string | undefined): Actor | undefined;
  readonly botTokens: readonly string[];
  readonly peopleTokens: ReadonlyMap<string, string>;
}

export function createActors({ botToken }: Credentials): Actors {
  const botTokens = Array.from({ length: BOT_TOKENS }, (_, index) => `${botToken}-${index}`);
  let turn = 0;
  const bot: Actor = {
    name: 'bot',
    isBot: true,
    nextToken: () => botTokens[turn++ % botTokens.length] ?? botToken,
  };
  const peopleTokens = new Map<string, string>(
    PEOPLE.map(({ name }) => [name, `xoxp-local-${randomBytes(18).toString('hex')}`]),
  );
  const people = new Map<string, Actor>(
    [...peopleTokens].map(([name, token]) => [name, { name, isBot: false, nextToken: () => token }]),
  );
  return {
    bot,
    botTokens,
    peopleTokens,
    person(name) {
      const actor = people.get(name);
      if (actor === undefined) throw new Error(`the local workspace has no person named "${name}"`);
      return actor;
    },
    byToken: (token) => (token === botToken ? bot : undefined),
  };
}
