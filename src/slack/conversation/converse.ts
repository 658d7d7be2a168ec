import { encodeAnswerRef } from '../answers/answer-ref.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { guarded, onceKept } from '../delivery/guard.ts';
import { type Fields, textAt } from '../payload.ts';
import { postMessages } from '../posting/post.ts';
import { postFile } from '../posting/post-file.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';
import { withStatus } from '../status.ts';
import { askByItself } from '../summary/ask-by-itself.ts';
import { type Asked, editOf, placeOf, turnKey } from './asked.ts';
import { readFollowUp } from './follow-up.ts';
import { type Reply, replyTo } from './reply.ts';
import { answerMarking, lookFor, type Shown } from './shown.ts';
import { titleThread } from './thread-title.ts';
import { withdraw } from './withdraw.ts';

/** Answers a question in its thread, once, and writes down what was said to it. */
export async function converse(road: string, asked: Asked, reader: Reader): Promise<void> {
  const { room } = reader;
  const key = turnKey(asked.channel, asked.ts);
  // No status either: nothing would take it away.
  if (asked.root !== undefined && readFollowUp(textAt(asked.message, 'text')) === 'thanks') return;
  await onceKept(room, key, (isAgain) =>
    room.turns.take(key, () => answer(road, { ...asked, isAgain: isAgain || asked.isAgain }, reader)),
  );
}

async function answer(road: string, asked: Asked, reader: Reader): Promise<void> {
  const { room, client } = reader;
  const place = placeOf(asked);
  let now = asked;
  let standing: Shown | undefined;
  const say = async (messages: readonly SlackMessage[], reply?: Reply, isFault = false): Promise<void> => {
    // A word that something failed must not pass for the answer.
    const marking = isFault ? undefined : { ...answerMarking(asked, reader), standing: standing?.parts };
    const times = await postMessages(room, client, place, messages, marking);
    const files = await postReplyFile(reply, place, reader, standing?.files);
    await keepAnswer(now, reader, { posted: [...times, ...files], reply });
  };
  await guarded(
    room,
    road,
    (told, isFault) => say([told], undefined, isFault),
    async () => {
      if (asked.isAgain) {
        if ((await room.answers.find(asked.channel, asked.ts)) !== undefined) return;
        standing = await lookFor(asked, reader);
        const question = standing === undefined ? asked.message : standing.question;
        if (!isSame(question, asked.message)) standing = await withdrawShown(asked, standing, reader);
        if (question === undefined) return;
        now = { ...asked, message: question, edited: editOf(question) };
      }
      const reply = await withStatus(room, client, place, () => replyTo(now, reader));
      await say(reply.messages, reply);
      titleThread(now, reply, reader);
      askModel(now, reply, reader);
    },
  );
}

/** Whether a question still is what was delivered: what was said to it may stand. */
function isSame(question: Fields | undefined, delivered: Fields): boolean {
  return question !== undefined && textAt(question, 'text') === textAt(delivered, 'text');
}

async function withdrawShown(asked: Asked, shown: Shown | undefined, reader: Reader): Promise<undefined> {
  const posted = [...(shown?.parts.values() ?? []), ...(shown?.files.values() ?? [])];
  for (const ts of posted) await withdraw(asked.channel, ts, reader);
}

/** The file that goes with a reply; gives its id. One that stands there already, by its name, is not posted again. */
export async function postReplyFile(
  reply: Reply | undefined,
  place: { readonly channel: string; readonly threadTs: string },
  { room, client }: Reader,
  standing?: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  if (reply?.file === undefined) return [];
  const id = standing?.get(reply.file.name) ?? (await postFile(room, client, place, reply.file));
  return id === undefined ? [] : [id];
}

/** In direct messages, where the team set it so: asks the model, in the background. */
export function askModel(asked: Asked, { asks }: Reply, { room, client }: Reader): void {
  if (asks === undefined || !asked.channel.startsWith('D')) return;
  const { user, team } = asked;
  void askByItself(room, client, placeOf(asked), { ...asks, user, team });
}

/** Writes down what was said. Where that fails the answer stands all the same; only edits will not reach it. */
export async function keepAnswer(
  asked: Asked,
  { room }: Reader,
  { posted, reply }: { readonly posted: readonly string[]; readonly reply?: Reply | undefined },
): Promise<void> {
  const { channel, ts, user, edited } = asked;
  const source = (reply?.about ?? reply?.ref)?.source;
  const quoted = source?.kind === 'message' && source.channel === channel ? [source.ts, source.context] : [];
  const about = [...new Set([ts, ...quoted.filter((time) => time !== undefined)])];
  const ref = reply?.ref === undefined ? undefined : encodeAnswerRef(reply.ref);
  try {
    const threadTs = placeOf(asked).threadTs;
    await room.answers.keep({ channel, questionTs: ts, threadTs, asker: user, ref, about, posted, edited });
  } catch (error) {
    room.log.warn({ error: reportError(error) }, 'an answer was not written down');
  }
}
