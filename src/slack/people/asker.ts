import { AsyncLocalStorage } from 'node:async_hooks';
import { type Fields, fieldsAt, isFields, textAt } from '../payload.ts';

/** Who asks, and where. */
export interface Asker {
  readonly team: string;
  readonly user: string;
  /** Undefined for a form. */
  readonly channel: string | undefined;
  /** Token of the bot in their workspace. */
  readonly token: string | undefined;
}

const askers = new AsyncLocalStorage<Asker>();

/** The person whose delivery is being worked on; undefined for presses and edits, which ask nothing new. */
export function currentAsker(): Asker | undefined {
  return askers.getStore();
}

/** Lets whatever a delivery leads to know who asked. */
export function withAsker(
  body: unknown,
  token: string | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const asker = isFields(body) ? readAsker(body) : undefined;
  return asker === undefined ? work() : askers.run({ ...asker, token }, work);
}

function readAsker(body: Fields): Omit<Asker, 'token'> | undefined {
  const event = fieldsAt(body, 'event') ?? {};
  if (textAt(body, 'type') === 'block_actions' || textAt(event, 'subtype') === 'message_changed')
    return undefined;
  const user = textAt(event, 'user') || textAt(body, 'user_id') || textAt(fieldsAt(body, 'user') ?? {}, 'id');
  if (user === '') return undefined;
  const team = textAt(body, 'team_id') || textAt(fieldsAt(body, 'team') ?? {}, 'id');
  const channel =
    textAt(event, 'channel') || textAt(body, 'channel_id') || textAt(fieldsAt(body, 'channel') ?? {}, 'id');
  return { team, user, channel: channel === '' ? undefined : channel };
}
