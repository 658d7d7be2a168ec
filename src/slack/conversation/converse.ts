import { encodeAnswerRef } from '../answer-ref.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Reader } from '../fetch-paste.ts';
import { guarded, once } from '../guard.ts';
import { textAt } from '../payload.ts';
import { postMessages } from '../post.ts';
import { postFile } from '../post-file.ts';
import { reportError } from '../slack-fault.ts';
import { withStatus } from '../status.ts';
import { askByItself } from '../summary/ask-by-itself.ts';
import { type Asked, placeOf, turnKey } from './asked.ts';
import { readFollowUp } from './follow-up.ts';
import { type Reply, replyTo } from './reply.ts';
import { titleThread } from './thread-title.ts';

/** Answers a question in its thread, once, and writes down what was said to it. */
export async function converse(road: string, asked: Asked, reader: Reader): Promise<void> {
  const { room, client } = reader;
  const place = placeOf(asked);
  const key = turnKey(asked.channel, asked.ts);
  // No status either: nothing would take it away.
  if (asked.root !== undefined && readFollowUp(textAt(asked.message, 'text')) === 'thanks') return;
  const say = async (messages: readonly SlackMessage[], reply?: Reply): Promise<void> => {
    const times = await postMessages(room, client, place, messages);
    const posted = [...times, ...(await postReplyFile(reply, place, reader))];
    await keepAnswer(asked, reader, { posted, reply });
  };
  await once(room, key, () =>
    room.turns.take(key, () =>
      guarded(
        room,
        road,
        (told) => say([told]),
        async () => {
          const reply = await withStatus(room, client, place, () => replyTo(asked, reader));
          await say(reply.messages, reply);
          titleThread(asked, reply, reader);
          askModel(asked, reply, reader);
        },
      ),
    ),
  );
}

/** The file that goes with a reply; gives its id. */
export async function postReplyFile(
  reply: Reply | undefined,
  place: { readonly channel: string; readonly threadTs: string },
  { room, client }: Reader,
): Promise<readonly string[]> {
  if (reply?.file === undefined) return [];
  const id = await postFile(room, client, place, reply.file);
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
  const { channel, ts, user } = asked;
  const source = (reply?.about ?? reply?.ref)?.source;
  const quoted = source?.kind === 'message' && source.channel === channel ? [source.ts, source.context] : [];
  const about = [...new Set([ts, ...quoted.filter((time) => time !== undefined)])];
  const ref = reply?.ref === undefined ? undefined : encodeAnswerRef(reply.ref);
  try {
    const threadTs = placeOf(asked).threadTs;
    await room.answers.keep({ channel, questionTs: ts, threadTs, asker: user, ref, about, posted });
  } catch (error) {
    room.log.warn({ error: reportError(error) }, 'an answer was not written down');
  }
}
