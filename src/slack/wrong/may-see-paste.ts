import type { Reader } from '../fetch-paste.ts';
import { mayRead } from '../shared-channels.ts';
import type { WrongPlace } from './wrong-place.ts';

/**
 * Whether somebody who can press the buttons of an answer may see all of its paste: an answer can be shared to people who
 * never saw the question.
 */
export async function maySeePaste(
  { room, client }: Reader,
  { ref, channel, threadTs }: WrongPlace,
  user: string,
): Promise<boolean> {
  const { source } = ref;
  // What only the asker sees was pasted by them.
  if (source.kind === 'stored') return threadTs === undefined;
  const home =
    source.kind === 'message' ? source.channel : (await room.alerts?.find(source.id))?.record.channel;
  // An alert has none until its card is posted.
  return home === undefined || home === channel || mayRead(room, client, home, user);
}
