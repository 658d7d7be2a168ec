import type { Match, TriageResult } from '../../triage/result.ts';
import { AskerProblem } from '../asker-problem.ts';
import { buildAnswer } from '../blocks/answer.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import { entryKey, MAX_CANDIDATES, type PasteSource } from './answer-ref.ts';
import { noteAnswer } from './answer-time.ts';

/** One paste to answer. */
export interface Question {
  readonly paste: Paste;
  readonly source: PasteSource;
  /** Keys of entries already shown for it; default none. */
  readonly shown?: readonly string[];
  /** Whether only the asker sees the answer, in a channel where it can be shared. */
  readonly canShare: boolean;
}

/** Triage of a paste, with all candidates, so that "Not this" has something to go on to. */
export function triagePaste(room: Room, paste: Paste): TriageResult {
  return room.triage()(paste.text, { top: MAX_CANDIDATES, priors: room.feedback?.priors() });
}

/** The messages that answer a question. */
export function answerMessages(room: Room, question: Question): SlackMessage[] {
  return answerQuestion(room, question).messages;
}

/** The messages that answer a question, and the entry that they show, where they show one. */
export function answerQuestion(
  room: Room,
  question: Question,
): { readonly messages: SlackMessage[]; readonly match: Match | undefined } {
  const { paste, source, shown, canShare } = question;
  if (paste.text.trim() === '') throw new AskerProblem(emptyProblem(paste));
  const result = triagePaste(room, paste);
  const match = result.matches.find(({ id }) => !shown?.includes(entryKey(id)));
  noteAnswer({ verdict: result.verdict, entry: match?.id, text: paste.text });
  const messages = buildAnswer(result, {
    source,
    shown: shown ?? [],
    canShare,
    canAskModel: offersModel(room, source),
    canSave: room.saving !== undefined,
    tallyOf: room.feedback?.tallyOf,
    paste: { text: paste.text, isEscaped: true },
    notes: paste.notes,
    pageUrl: pageUrl(room),
  });
  return { messages, match };
}

function emptyProblem(paste: Paste): string {
  if (paste.notes.length > 0) return paste.notes.join('\n');
  return 'There is no text in it to triage. Paste the error message or the log lines around it.';
}

/** Where the model is asked by itself, there is nothing to press. */
export function offersModel({ summaries }: Room, source: PasteSource): boolean {
  return summaries !== undefined && !(summaries.when === 'direct-messages' && isDirect(source));
}

/** Whether a paste was written to the bot alone. */
export function isDirect(source: PasteSource): boolean {
  return source.kind === 'message' && source.channel.startsWith('D');
}

/** The web address of a page, where the team has one. */
export function pageUrl(room: Room): ((page: string) => string | undefined) | undefined {
  const { pagesUrl } = room.settings;
  if (pagesUrl === undefined) return undefined;
  const base = pagesUrl.endsWith('/') ? pagesUrl : `${pagesUrl}/`;
  return (page) => {
    const path = page.split('/').map(encodeURIComponent).join('/');
    return URL.canParse(path, base) ? new URL(path, base).href : undefined;
  };
}
