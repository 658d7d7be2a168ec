import type { PasteSource } from './answers/answer-ref.ts';
import { mayRead } from './channels/shared-channels.ts';
import type { Reader } from './reading/fetch-paste.ts';

/** An answer, by what it answers and where it stands. */
export interface SeenAnswer {
  readonly source: PasteSource;
  readonly channel: string | undefined;
  /** Undefined for an answer that only its asker sees. */
  readonly threadTs: string | undefined;
}

/**
 * Whether somebody who can press the buttons of an answer may see all of its paste: an answer can be shared to people who
 * never saw the question.
 */
export async function maySeePaste(
  { room, client }: Reader,
  { source, channel, threadTs }: SeenAnswer,
  user: string,
): Promise<boolean> {
  // What only the asker sees was pasted by them.
  if (source.kind === 'stored') return threadTs === undefined;
  const home =
    source.kind === 'message' ? source.channel : (await room.alerts?.find(source.id))?.record.channel;
  // An alert has none until its card is posted.
  return home === undefined || home === channel || mayRead(room, client, home, user);
}
