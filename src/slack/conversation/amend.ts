import type { webApi } from '@slack/bolt';
import type { KeptAnswer } from '../answer-log.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Reader } from '../fetch-paste.ts';
import { guarded } from '../guard.ts';
import { postMessages } from '../post.ts';
import { isFileId } from '../post-file.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';
import { type Asked, placeOf, turnKey } from './asked.ts';
import { askModel, keepAnswer, postReplyFile } from './converse.ts';
import { type Reply, replyTo } from './reply.ts';

/** Refusals that mean: the message is no longer there, or can no longer be changed. */
const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'file_not_found',
  'file_deleted',
]);

/** Answers an edited question anew, in the messages that answered it; one that was never answered is left alone. */
export async function amendAnswer(asked: Asked, reader: Reader): Promise<void> {
  const { room } = reader;
  const { channel, ts } = asked;
  if ((await room.answers.find(channel, ts)) === undefined) await settleQuestion(channel, ts, reader);
  await room.turns.take(turnKey(channel, ts), async () => {
    const before = await room.answers.find(channel, ts);
    if (before === undefined) return;
    await withdrawSummaries(channel, ts, reader);
    const place = placeOf(asked);
    const say = async (messages: readonly SlackMessage[], reply?: Reply): Promise<void> => {
      const times = await replaceMessages(reader, place, before.posted, messages);
      const posted = [...times, ...(await postReplyFile(reply, place, reader))];
      await keepAnswer(asked, reader, { posted, reply });
    };
    await guarded(
      room,
      'edit',
      (told) => say([told]),
      async () => {
        // No status: only a new message would take it away.
        const reply = await replyTo(asked, reader);
        await say(reply.messages, reply);
        askModel(asked, reply, reader);
      },
    );
  });
}

/** Deletes all that quotes a message which was deleted. */
export async function withdrawAnswers(channel: string, ts: string, reader: Reader): Promise<void> {
  const { room } = reader;
  await settleQuestion(channel, ts, reader);
  await withdrawSummaries(channel, ts, reader);
  await room.turns.take(turnKey(channel, ts), async () => {
    const answers: readonly KeptAnswer[] = await room.answers.takeAbout(channel, ts);
    for (const posted of answers.flatMap((answer) => answer.posted)) await withdraw(channel, posted, reader);
  });
}

/** Waits for the answer to a question that is being answered right now, maybe by another process. */
async function settleQuestion(channel: string, ts: string, { room }: Reader): Promise<void> {
  const key = turnKey(channel, ts);
  // Nobody is at it: what was taken is given free at once, for the question itself may still come.
  if (await room.deliveries.take(key)) await room.deliveries.fail(key);
}

/** Ends what the model is being asked about a message, and deletes what it said about it. */
async function withdrawSummaries(channel: string, ts: string, reader: Reader): Promise<void> {
  const finished = (await reader.room.summaries?.forget(channel, ts)) ?? [];
  for (const place of finished) await withdraw(place.channel, place.ts, reader);
}

/** One that cannot be deleted must not keep the others. */
async function withdraw(channel: string, posted: string, { room, client }: Reader): Promise<void> {
  await deletePosted(client, channel, posted).catch((error: unknown) => {
    room.log.warn({ channel, error: reportError(error) }, 'what was said about a deleted message stays');
  });
}

/** Puts messages in the place of earlier ones; gives the times of those that stand there now. */
async function replaceMessages(
  { room, client }: Reader,
  place: { readonly channel: string; readonly threadTs: string },
  before: readonly string[],
  messages: readonly SlackMessage[],
): Promise<readonly string[]> {
  const { channel } = place;
  const times: string[] = [];
  const earlier = before.filter((posted) => !isFileId(posted));
  for (const message of messages) {
    const ts = earlier.shift();
    const isChanged = ts !== undefined && (await update(client, channel, ts, message));
    times.push(...(isChanged ? [ts] : await postMessages(room, client, place, [message])));
  }
  for (const left of [...earlier, ...before.filter(isFileId)]) await deletePosted(client, channel, left);
  return times;
}

/** False when the message is gone. */
async function update(
  client: webApi.WebClient,
  channel: string,
  ts: string,
  { text, blocks }: SlackMessage,
): Promise<boolean> {
  try {
    await client.chat.update({ channel, ts, text, blocks });
    return true;
  } catch (error) {
    if (GONE.has(slackErrorName(error) ?? '')) return false;
    throw error;
  }
}

async function deletePosted(client: webApi.WebClient, channel: string, posted: string): Promise<void> {
  try {
    if (isFileId(posted)) await client.files.delete({ file: posted });
    else await client.chat.delete({ channel, ts: posted });
  } catch (error) {
    if (!GONE.has(slackErrorName(error) ?? '')) throw error;
  }
}
