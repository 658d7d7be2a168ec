import { type Fields, fieldsAt, textAt } from '../payload.ts';

/** A message in which a person asks Pasteur something. */
export interface Asked {
  readonly message: Fields;
  readonly channel: string;
  readonly ts: string;
  /** Time of the thread's first message, where it was written in a thread. */
  readonly root: string | undefined;
  readonly user: string;
  readonly team: string | undefined;
  /** Time of its newest edit. */
  readonly edited: string | undefined;
  /** An earlier try to answer it was cut off, and may have said something. */
  readonly isAgain: boolean;
}

/** What Bolt, and the log of deliveries, say about the delivery of a message. */
interface DeliveryContext {
  readonly teamId?: string | undefined;
  readonly isAgain?: unknown;
}

/** Reads a message that was found to be a question. */
export function readAsked(
  message: Fields,
  channel: string,
  { teamId: team, isAgain }: DeliveryContext,
): Asked {
  const ts = textAt(message, 'ts');
  const threadTs = textAt(message, 'thread_ts');
  const root = threadTs === '' || threadTs === ts ? undefined : threadTs;
  const user = textAt(message, 'user');
  return { message, channel, ts, root, user, team, edited: editOf(message), isAgain: isAgain === true };
}

/** Time of the newest edit of a message. */
export function editOf(message: Fields): string | undefined {
  return textAt(fieldsAt(message, 'edited') ?? {}, 'ts') || undefined;
}

/** Where it is answered: always in the asker's thread. */
export function placeOf({ channel, root, ts }: Asked): {
  readonly channel: string;
  readonly threadTs: string;
} {
  return { channel, threadTs: root ?? ts };
}

/** Under which a question is answered once, and in turn with its edits. */
export function turnKey(channel: string, ts: string): string {
  return `ask:${channel}:${ts}`;
}
