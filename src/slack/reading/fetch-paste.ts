import type { webApi } from '@slack/bolt';
import { alertText } from '../../alerts/alert.ts';
import type { PasteSource } from '../answers/answer-ref.ts';
import { AskerProblem } from '../asker-problem.ts';
import { escapeMrkdwn } from '../blocks/escape.ts';
import { type Fields, isFields } from '../payload.ts';
import type { Room } from '../room.ts';
import { NO_ACCESS, slackErrorName } from '../slack-fault.ts';
import { type Paste, readPaste } from './paste.ts';

/** Who reads, with what. */
export interface Reader {
  readonly room: Room;
  readonly client: webApi.WebClient;
  readonly botUserId: string | undefined;
}

/** Reads the paste in a message that is at hand. */
export function pasteOf(message: unknown, { room, client, botUserId }: Reader): Promise<Paste> {
  const describeFile = async (file: string): Promise<Fields | undefined> => {
    const { file: full } = await client.files.info({ file });
    return isFields(full) ? full : undefined;
  };
  return readPaste(message, {
    botUserId,
    door: { ...room.files, botToken: client.token ?? room.files.botToken },
    describeFile,
  });
}

/** Reads a paste again from where it came; where it is gone, the asker is told so. */
export async function fetchPaste(source: PasteSource, reader: Reader): Promise<Paste> {
  if (source.kind === 'message') {
    const { channel, ts, context } = source;
    const fetched = async (time: string) => pasteOf(await fetchMessage(channel, time, reader), reader);
    if (context === undefined) return fetched(ts);
    const earlier = await fetched(context);
    const question = await fetched(ts).catch((error: unknown) => {
      // A few words that were deleted meanwhile: what they were about is still there.
      if (error instanceof AskerProblem) return undefined;
      throw error;
    });
    return question === undefined ? earlier : joinPastes(earlier, question);
  }
  if (source.kind === 'alert') return pasteOfAlert(source.id, reader.room);
  const paste = await reader.room.pastes.get(source.key);
  if (paste !== undefined) return paste;
  throw new AskerProblem(
    'The pasted text is no longer kept: pastes of slash commands and forms are forgotten after an hour and on restart. Paste it again.',
  );
}

/** The paste; undefined where it is gone, so that what is said of it does not count. */
export async function fetchPasteOrNone(source: PasteSource, reader: Reader): Promise<Paste | undefined> {
  try {
    return await fetchPaste(source, reader);
  } catch (error) {
    if (!(error instanceof AskerProblem)) throw error;
    reader.room.log.info('a vote does not count: its paste is gone');
    return undefined;
  }
}

/** A question with the earlier paste that it is about; lines of that one keep their numbers. */
export function joinPastes(earlier: Paste, question: Paste): Paste {
  return { text: `${earlier.text}\n${question.text}`, notes: [...earlier.notes, ...question.notes] };
}

/** What an alert says, as it was triaged. */
async function pasteOfAlert(id: string, room: Room): Promise<Paste> {
  const view = await room.alerts?.find(id);
  if (view === undefined) throw new AskerProblem('That alert is no longer kept.');
  return { text: escapeMrkdwn(alertText(view.record.report)), notes: [] };
}

/** One message, be it in a thread or not. @throws AskerProblem where it is gone or may not be read. */
export async function fetchMessage(
  channel: string,
  ts: string,
  { client }: Pick<Reader, 'client'>,
): Promise<Fields> {
  try {
    // With the time of any message of a thread, Slack gives the thread; `oldest` and `latest` narrow it to the one.
    const { messages } = await client.conversations.replies({
      channel,
      ts,
      oldest: ts,
      latest: ts,
      inclusive: true,
      limit: 10,
    });
    const found = messages?.find((message) => message.ts === ts);
    if (isFields(found)) return found;
  } catch (error) {
    const name = slackErrorName(error);
    if (name !== undefined && NO_ACCESS.has(name)) {
      throw new AskerProblem(
        'I cannot read that conversation. Invite me to it (/invite @Pasteur), or paste the text itself.',
        { cause: error },
      );
    }
    if (name !== 'thread_not_found' && name !== 'message_not_found') throw error;
  }
  throw new AskerProblem('That message is gone: it may have been deleted. Paste the text itself.');
}
