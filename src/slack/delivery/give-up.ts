import { notice } from '../blocks/notices.ts';
import { audienceOf } from '../channels/shared-channels.ts';
import { placeOf, readAsked } from '../conversation/asked.ts';
import { lookFor } from '../conversation/shown.ts';
import { fieldsAt, isFields, textAt } from '../payload.ts';
import { postMessages } from '../posting/post.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';

/** Ends a question that failed every time: its asker gets one line in the thread, and what was kept of it is forgotten. */
export async function giveUp(key: string, body: unknown, reader: Reader): Promise<void> {
  const { room } = reader;
  try {
    await tellAsker(key, body, reader);
  } catch (error) {
    room.log.warn({ delivery: key, error: reportError(error) }, 'the asker could not be told');
  }
  await room.deliveries.finish(key);
}

async function tellAsker(key: string, body: unknown, reader: Reader): Promise<void> {
  const { room, client } = reader;
  const event = isFields(body) ? fieldsAt(body, 'event') : undefined;
  if (event === undefined) return;
  // An edit or a deletion that could not be followed leaves the answer as it was.
  if (['message_changed', 'message_deleted'].includes(textAt(event, 'subtype'))) return;
  const asked = readAsked(event, textAt(event, 'channel'), { isAgain: true });
  const isShared = isFields(body) && body.is_ext_shared_channel === true;
  if ((await audienceOf(room, client, asked.channel, isShared)) !== 'own') return;
  if ((await room.answers.find(asked.channel, asked.ts)) !== undefined) return;
  const shown = await lookFor(asked, reader);
  if (shown !== undefined && (shown.question === undefined || shown.parts.size > 0)) return;
  const text = `I could not answer this: it failed on my side every time I tried. Ask again; if it stays, give the reference ${key} to whoever runs Pasteur.`;
  await postMessages(room, client, placeOf(asked), [notice(text)]);
}
