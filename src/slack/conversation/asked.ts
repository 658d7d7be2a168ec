import { type Fields, textAt } from '../payload.ts';

/** A message in which a person asks Pasteur something. */
export interface Asked {
  readonly message: Fields;
  readonly channel: string;
  readonly ts: string;
  /** Time of the thread's first message, where it was written in a thread. */
  readonly root: string | undefined;
  readonly user: string;
  readonly team: string | undefined;
}

/** Reads a message that was found to be a question. */
export function readAsked(message: Fields, channel: string, team: string | undefined): Asked {
  const ts = textAt(message, 'ts');
  const threadTs = textAt(message, 'thread_ts');
  const root = threadTs === '' || threadTs === ts ? undefined : threadTs;
  return { message, channel, ts, root, user: textAt(message, 'user'), team };
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
