import type { KeptAnswer } from '../answers/answer-log.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { alone, guarded } from '../delivery/guard.ts';
import { isFree } from '../delivery/steady-deliveries.ts';
import { postMessages } from '../posting/post.ts';
import { isFileId } from '../posting/post-file.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { slackErrorName } from '../slack-fault.ts';
import { answerMetadata } from './answer-mark.ts';
import { type Asked, placeOf, turnKey } from './asked.ts';
import { askModel, keepAnswer, postReplyFile } from './converse.ts';
import { type Reply, replyTo } from './reply.ts';
import { answerMarking, lookFor } from './shown.ts';
import { deletePosted, GONE, withdraw } from './withdraw.ts';

/**
 * Answers an edited question anew, in the messages that answered it; one that was never answered is left alone. Of two
 * edits the later one wins, whichever comes first, and to whatever process.
 */
export async function amendAnswer(asked: Asked, reader: Reader): Promise<void> {
  const { room } = reader;
  const { channel, ts } = asked;
  if ((await room.answers.find(channel, ts)) === undefined) await settleQuestion(channel, ts, reader);
  if ((await room.answers.find(channel, ts)) === undefined) return;
  await changeAnswer(channel, ts, reader, async () => {
    const before = await room.answers.find(channel, ts);
    if (before === undefined || isOlder(asked, before)) return;
    await withdrawSummaries(channel, ts, reader);
    const earlier = [...before.posted, ...(asked.isAgain ? await unnoted(asked, before, reader) : [])];
    const say = async (messages: readonly SlackMessage[], reply?: Reply): Promise<void> => {
      const times = await replaceMessages(asked, earlier, messages, reader);
      const posted = [...times, ...(await postReplyFile(reply, placeOf(asked), reader))];
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

/** Times of Slack have a fixed width, so that their texts have the order of their values. */
function isOlder({ edited }: Asked, before: KeptAnswer): boolean {
  return edited !== undefined && before.edited !== undefined && edited <= before.edited;
}

/** What an earlier try at the same edit posted and did not live to note. */
async function unnoted(asked: Asked, { posted }: KeptAnswer, reader: Reader): Promise<readonly string[]> {
  const shown = await lookFor(asked, reader);
  if (shown === undefined) return [];
  const standing = [...shown.parts].sort(([one], [other]) => one - other).map(([, ts]) => ts);
  return [...standing, ...shown.files.values()].filter((given) => !posted.includes(given));
}

/** Deletes all that quotes a message which was deleted. */
export async function withdrawAnswers(channel: string, ts: string, reader: Reader): Promise<void> {
  const { room } = reader;
  await settleQuestion(channel, ts, reader);
  await withdrawSummaries(channel, ts, reader);
  if ((await room.answers.about(channel, ts)).length === 0) return;
  await changeAnswer(channel, ts, reader, async () => {
    const answers = await room.answers.about(channel, ts);
    for (const posted of answers.flatMap((answer) => answer.posted)) await withdraw(channel, posted, reader);
    await room.answers.forget(channel, ts);
  });
}

/** Does work on an answer when all other work on it is done, be it here or in another process. */
function changeAnswer(
  channel: string,
  ts: string,
  { room }: Reader,
  work: () => Promise<void>,
): Promise<void> {
  return room.turns.take(turnKey(channel, ts), () => alone(room, `edit:${channel}:${ts}`, work));
}

/** Waits for the answer to a question that is being answered right now, maybe by another process. */
async function settleQuestion(channel: string, ts: string, { room }: Reader): Promise<void> {
  const key = turnKey(channel, ts);
  // Nobody is at it: what was taken is given free at once, for the question itself may still come.
  if (isFree(await room.deliveries.take(key))) await room.deliveries.fail(key);
}

/** Ends what the model is being asked about a message, and deletes what it said about it. */
async function withdrawSummaries(channel: string, ts: string, reader: Reader): Promise<void> {
  const finished = (await reader.room.summaries?.forget(channel, ts)) ?? [];
  for (const place of finished) await withdraw(place.channel, place.ts, reader);
}

/** Puts messages in the place of earlier ones; gives the times of those that stand there now. */
async function replaceMessages(
  asked: Asked,
  before: readonly string[],
  messages: readonly SlackMessage[],
  reader: Reader,
): Promise<readonly string[]> {
  const { room, client } = reader;
  const { channel } = asked;
  const times: string[] = [];
  const earlier = before.filter((posted) => !isFileId(posted));
  for (const [part, message] of messages.entries()) {
    const ts = earlier.shift();
    const mark = { question: asked.ts, part };
    if (ts !== undefined && (await update({ channel, ts }, message, reader, mark))) times.push(ts);
    else {
      const marking = answerMarking(asked, reader, part);
      times.push(...(await postMessages(room, client, placeOf(asked), [message], marking)));
    }
  }
  for (const left of [...earlier, ...before.filter(isFileId)]) await deletePosted(client, channel, left);
  return times;
}

/** False when the message is gone. */
async function update(
  place: { readonly channel: string; readonly ts: string },
  { text, blocks }: SlackMessage,
  { client }: Reader,
  mark: Parameters<typeof answerMetadata>[0],
): Promise<boolean> {
  try {
    await client.chat.update({ ...place, text, blocks, metadata: answerMetadata(mark) });
    return true;
  } catch (error) {
    if (GONE.has(slackErrorName(error) ?? '')) return false;
    throw error;
  }
}
