import type { webApi } from '@slack/bolt';
import { notice } from './blocks/notices.ts';
import { type Fields, fieldsAt, isFields, textAt } from './payload.ts';
import { postMessages } from './post.ts';
import type { Room } from './room.ts';
import { audienceOf } from './shared-channels.ts';
import { reportError } from './slack-fault.ts';

/** Ends a question that failed every time: its asker gets one line in the thread, and what was kept of it is forgotten. */
export async function giveUp(
  room: Room,
  client: webApi.WebClient,
  key: string,
  body: unknown,
): Promise<void> {
  const event = isFields(body) ? fieldsAt(body, 'event') : undefined;
  const isShared = isFields(body) && body.is_ext_shared_channel === true;
  try {
    if (event !== undefined) await tellAsker(room, client, event, isShared, key);
  } catch (error) {
    room.log.warn({ delivery: key, error: reportError(error) }, 'the asker could not be told');
  }
  await room.deliveries.finish(key);
}

async function tellAsker(
  room: Room,
  client: webApi.WebClient,
  event: Fields,
  isShared: boolean,
  key: string,
): Promise<void> {
  // An edit or a deletion that could not be followed leaves the answer as it was.
  if (['message_changed', 'message_deleted'].includes(textAt(event, 'subtype'))) return;
  const channel = textAt(event, 'channel');
  const ts = textAt(event, 'ts');
  if ((await audienceOf(room, client, channel, isShared)) !== 'own') return;
  if ((await room.answers.find(channel, ts)) !== undefined) return;
  const text = `I could not answer this: it failed on my side every time I tried. Ask again; if it stays, give the reference ${key} to whoever runs Pasteur.`;
  await postMessages(room, client, { channel, threadTs: textAt(event, 'thread_ts') || ts }, [notice(text)]);
}
