import type { types } from '@slack/bolt';
import type { Match, TriageResult } from '../../triage/result.ts';
import { entryKey, type PasteSource } from '../answers/answer-ref.ts';
import { answerButtons } from './buttons.ts';
import { isRuled, percent, verdictWords } from './confidence.ts';
import { entryBlocks, pageElement, plainElement } from './entry-parts.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { evidenceBlocks, type QuotedPaste } from './evidence.ts';
import { fitMessages } from './fit.ts';
import { ANSWER_SIZES, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements, toPlainLine } from './rich-markdown.ts';
import { buildUnmatched } from './unmatched.ts';

/** Where an answer goes and what its buttons carry. Every field has a default, for `--blocks`. */
export interface AnswerContext {
  /** Where the paste can be read again; default: a place that holds nothing. */
  readonly source?: PasteSource;
  /** Keys of entries that the asker turned down; they are not shown again. */
  readonly shown?: readonly string[];
  /** Whether only the asker sees the answer, in a channel where it can be shared; default false. */
  readonly canShare?: boolean;
  /** Whether a model can be asked about what no entry knows; default false. */
  readonly canAskModel?: boolean;
  /** How an entry did for those who voted on it; default: nothing is said of it. */
  readonly tallyOf?:
    | ((entry: string) => { readonly solved: number; readonly asked: number } | undefined)
    | undefined;
  /** Whether what no entry knows can be saved as a known error; default false. */
  readonly canSave?: boolean;
  /** The paste, so that whole lines of it can be quoted; default: only the signs that were found. */
  readonly paste?: QuotedPaste | undefined;
  /** The web address of a page, where the team has one; default: the page's path is shown. */
  readonly pageUrl?: ((page: string) => string | undefined) | undefined;
  /** Remarks on the paste, such as a file that could not be read. */
  readonly notes?: readonly string[];
}

const NO_SOURCE: PasteSource = { kind: 'stored', key: 'none' };

/** The messages that answer a paste, within Slack's limits; nothing of the paste in them can notify or link. */
export function buildAnswer(result: TriageResult, context: AnswerContext = {}): SlackMessage[] {
  const shown = context.shown ?? [];
  const left = result.matches.filter((match) => !shown.includes(entryKey(match.id)));
  const [match, runnerUp] = left;
  const askModel = canAskModel(result, context) ? { source: context.source ?? NO_SOURCE, shown } : undefined;
  if (match === undefined) {
    const ref = { source: context.source ?? NO_SOURCE, shown };
    const save = context.canSave === true ? ref : undefined;
    const turnedDown = shown.length > 0 ? ref : undefined;
    return buildUnmatched(result, { turnedDown, notes: context.notes ?? [], askModel, save });
  }
  const body = [...headBlocks(result, match, context), ...bodyBlocks(match, context)];
  const messages = fitMessages(body, tailBlocks(result, match, runnerUp, context));
  const text = fallbackText(result, match);
  return messages.map((blocks, index) => ({ text: index === 0 ? text : continued(text), blocks }));
}

function headBlocks(result: TriageResult, match: Match, context: AnswerContext): types.KnownBlock[] {
  const page = pageElement(match.page, context.pageUrl);
  const verdict = verdictWords(result, match);
  if (!isRuled(match)) {
    const lead = [
      ...textElements('No rule matched; this looks like: '),
      ...textElements(match.title, { bold: true }),
    ];
    const about: types.ContextBlock = { type: 'context', elements: [plainElement(verdict), page] };
    return [richText([{ type: 'rich_text_section', elements: lead }]), about];
  }
  const title = {
    type: 'plain_text' as const,
    text: plainOrBlank(match.title, LIMITS.headerText),
    emoji: false,
  };
  return [
    { type: 'header', text: title },
    { type: 'context', elements: [plainElement(verdict), page] },
  ];
}

function bodyBlocks(match: Match, context: AnswerContext): types.KnownBlock[] {
  return [...evidenceBlocks(match.evidence, context.paste), ...entryBlocks(match)];
}

function tailBlocks(
  result: TriageResult,
  match: Match,
  runnerUp: Match | undefined,
  context: AnswerContext,
): types.KnownBlock[] {
  const ref = { source: context.source ?? NO_SOURCE, shown: [...(context.shown ?? []), entryKey(match.id)] };
  const signals = result.signals
    .slice(0, ANSWER_SIZES.signals)
    .map(({ kind, value }) => `${kind} ${shorten(value, 60)}`);
  const tally = context.tallyOf?.(match.id);
  const lines = [
    ...(tally === undefined ? [] : [`People say: solved ${tally.solved} of ${tally.asked}`]),
    ...(runnerUp === undefined
      ? []
      : [`Or: ${shorten(runnerUp.title, 200)} (${percent(runnerUp.confidence)})`]),
    ...(signals.length === 0 ? [] : [`Read from the paste: ${signals.join(', ')}`]),
    ...(context.notes ?? []).slice(0, 4),
  ];
  const canShare = context.canShare ?? false;
  const buttons = answerButtons(ref, { canShare, canAskModel: canAskModel(result, context) });
  return [...lines.map((line) => plainContext([line])), buttons];
}

/** A model is no second opinion on what an entry knows. */
function canAskModel({ verdict }: TriageResult, context: AnswerContext): boolean {
  return context.canAskModel === true && verdict !== 'matched';
}

/** Useful by itself: what notifications and screen readers show. It quotes nothing of the paste. */
function fallbackText(result: TriageResult, match: Match): string {
  const lead = isRuled(match)
    ? verdictWords(result, match)
    : `No rule matched; this looks like (${percent(match.confidence)})`;
  const first = match.steps[0];
  const step =
    first === undefined ? '' : ` First step: ${shorten(toPlainLine(first), ANSWER_SIZES.firstStep)}`;
  return escapeMrkdwn(`${lead}: ${plainOrBlank(match.title, LIMITS.headerText)}.${step}`);
}

function continued(text: string): string {
  return shorten(`(continued) ${text}`, LIMITS.messageText);
}
