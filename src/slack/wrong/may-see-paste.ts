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
  if (source.kind === 'alert') return true;
  // What only the asker sees was pasted by them.
  if (source.kind === 'stored') return threadTs === undefined;
  return source.channel === channel || mayRead(room, client, source.channel, user);
}
