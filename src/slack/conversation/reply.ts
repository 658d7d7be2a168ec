import type { Match, TriageResult } from '../../triage/result.ts';
import { type AnswerRef, entryKey, type MessageSource, type PasteSource } from '../answers/answer-ref.ts';
import { answerQuestion, pageUrl, triagePaste } from '../answers/answering.ts';
import { entryWith, namedMatch } from '../answers/named-entry.ts';
import { unescapeSlack } from '../blocks/escape.ts';
import { isShortened } from '../blocks/fit.ts';
import { LIMITS } from '../blocks/limits.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { howTo, notice } from '../blocks/notices.ts';
import { buildPageFile, type TextFile } from '../blocks/page-file.ts';
import { buildPagePart } from '../blocks/page-part.ts';
import { plainOrBlank } from '../blocks/rich-blocks.ts';
import { buildStill } from '../blocks/still.ts';
import { buildWhy } from '../blocks/why.ts';
import { fetchPaste, joinPastes, pasteOf, type Reader } from '../reading/fetch-paste.ts';
import type { Paste } from '../reading/paste.ts';
import type { Asked } from './asked.ts';
import { type FollowUp, readFollowUp } from './follow-up.ts';
import { type ThreadContext, threadContext } from './thread-context.ts';

/** What is said to a message. */
export interface Reply {
  readonly messages: readonly SlackMessage[];
  /** The page, where the messages could not hold it. */
  readonly file?: TextFile | undefined;
  /** What the thread is about after it; undefined where it goes on as it was. */
  readonly ref?: AnswerRef | undefined;
  /** What it is about, where the thread goes on as it was. */
  readonly about?: AnswerRef | undefined;
  /** What the thread may be called; undefined where nothing was answered. */
  readonly title?: string | undefined;
  /** The paste that it answers by itself, for whom a model may be asked. */
  readonly asks?: { readonly paste: Paste; readonly source: MessageSource } | undefined;
}

/** What people write to see whether anybody is there. */
const GREETING = /^(?:help|hi|hello|hey|start|\?)[\s!.?]*$/i;

/** Longer or broken lines are a paste, not talk about one. */
const LONGEST_TALK = 300;

/** Decides what is said to a message: an answer to what it pastes, or one that goes on with what its thread is about. */
export async function replyTo(asked: Asked, reader: Reader): Promise<Reply> {
  const { channel, ts, root } = asked;
  const paste = await pasteOf(asked.message, reader);
  if (GREETING.test(paste.text)) return { messages: [howTo()] };
  if (paste.text === '' && paste.notes.length === 0 && !channel.startsWith('D')) {
    if (root === undefined) return { messages: [howTo()] };
    const source = { kind: 'message' as const, channel, ts: root };
    return answerPaste(await fetchPaste(source, reader), source, [], reader);
  }
  const followUp = root === undefined ? undefined : readFollowUp(paste.text);
  if (followUp === 'thanks') return { messages: [] };
  const source = { kind: 'message' as const, channel, ts };
  const isTalk = root !== undefined && looksLikeTalk(paste, triagePaste(reader.room, paste));
  const context = followUp !== undefined || isTalk ? await threadContext(asked, reader) : undefined;
  if (context === undefined || context.paste.text.trim() === '') {
    return { ...answerPaste(paste, source, [], reader), asks: { paste, source } };
  }
  if (followUp === undefined) return answerTogether(paste, context, source, reader);
  return continueWith(followUp, context, reader);
}

function answerPaste(paste: Paste, source: PasteSource, shown: readonly string[], { room }: Reader): Reply {
  const { messages, match } = answerQuestion(room, { paste, source, shown, canShare: false });
  const now = match === undefined ? shown : [...shown, entryKey(match.id)];
  const title = plainOrBlank(
    (match?.title ?? unescapeSlack(paste.text)).replace(/\s+/g, ' '),
    LIMITS.threadTitle,
  );
  return { messages, ref: { source, shown: now }, title, file: fileFor(match, messages) };
}

function fileFor(match: Match | undefined, messages: readonly SlackMessage[]): TextFile | undefined {
  return match !== undefined && isShortened(messages) ? buildPageFile(match) : undefined;
}

/** Whether a text says nothing by itself, but may about something else. */
function looksLikeTalk({ text, notes }: Paste, { verdict, signals }: TriageResult): boolean {
  const isShort = text.length <= LONGEST_TALK && !text.includes('\n');
  return verdict === 'unmatched' && signals.length === 0 && isShort && notes.length === 0;
}

/** The thread's paste and the question as one text. Where that changes nothing, the answer is not said all over again. */
function answerTogether(
  question: Paste,
  { paste, ref }: ThreadContext,
  source: MessageSource,
  reader: Reader,
): Reply {
  const together = joinPastes(paste, question);
  const turnedDown = ref.shown.slice(0, -1);
  const result = triagePaste(reader.room, together);
  const match = result.matches.find(({ id }) => !turnedDown.includes(entryKey(id)));
  if (match !== undefined && entryKey(match.id) === ref.shown.at(-1)) {
    return { messages: buildStill(result, match, question.text, ref), ref };
  }
  const isNear = ref.source.kind === 'message' && ref.source.channel === source.channel;
  const both = isNear ? { ...source, context: earliest(ref.source) } : ref.source;
  const notes = ['Read together with what was pasted in this thread.', ...together.notes];
  return answerPaste({ text: together.text, notes }, both, turnedDown, reader);
}

function earliest({ ts, context }: MessageSource): string {
  return context ?? ts;
}

function continueWith(
  followUp: Exclude<FollowUp, 'thanks'>,
  { paste, ref }: ThreadContext,
  reader: Reader,
): Reply {
  const { room } = reader;
  if (followUp === 'next') return answerPaste(paste, ref.source, ref.shown, reader);
  const result = triagePaste(room, paste);
  const found = shownMatch(result, ref);
  const named = found === undefined ? entryWith(room, ref.shown.at(-1)) : undefined;
  if (named !== undefined && followUp === 'why') {
    return {
      messages: [
        notice('Nothing in the paste speaks for it: somebody named it, or the pages have changed since.'),
      ],
      about: ref,
    };
  }
  const match = named === undefined ? found : namedMatch(named);
  if (match === undefined) {
    const line = 'Nothing in this thread has an answer that I could say more about. Paste the error itself.';
    return { messages: [notice(line)] };
  }
  const messages =
    followUp === 'why'
      ? buildWhy(result, match, { text: paste.text, isEscaped: true })
      : buildPagePart(match, followUp, pageUrl(room)?.(match.page));
  return { messages, about: ref, file: followUp === 'why' ? undefined : fileFor(match, messages) };
}

/** The entry that was shown last, or the first where none was shown yet. */
function shownMatch({ matches }: TriageResult, { shown }: AnswerRef): Match | undefined {
  const last = shown.at(-1);
  return last === undefined ? matches[0] : matches.find(({ id }) => entryKey(id) === last);
}
