import type { types } from '@slack/bolt';
import type { Evidence } from '../../triage/result.ts';
import { unescapeSlack } from './escape.ts';
import { ANSWER_SIZES } from './limits.ts';
import { codeBlock, headingBlock } from './rich-blocks.ts';

/** The paste that an answer is for. */
export interface QuotedPaste {
  readonly text: string;
  /** Whether it has Slack's escapes, so that quotes of it must be turned back. */
  readonly isEscaped: boolean;
}

/** Characters of a long line shown before the sign that was found in it. */
const LEAD = 80;

/** The lines of the paste that made the entry match, as code; none where nothing was quoted. */
export function evidenceBlocks(evidence: readonly Evidence[], paste?: QuotedPaste): types.KnownBlock[] {
  const pasteLines = paste?.text.split('\n');
  const quotes = new Map<string, number>();
  for (const sign of evidence) {
    const raw = excerpt(sign, pasteLines?.[sign.line - 1]);
    const quote = (paste?.isEscaped === true ? unescapeSlack(raw) : raw).trim();
    if (quote !== '' && !quotes.has(quote)) quotes.set(quote, sign.line);
  }
  const kept = [...quotes].slice(0, ANSWER_SIZES.evidenceQuotes);
  if (kept.length === 0) return [];
  const lines = [...new Set(kept.map(([, line]) => line))].sort((one, other) => one - other);
  const heading = `Matched in ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')} of the paste`;
  return [headingBlock(heading), codeBlock(kept.map(([quote]) => quote).join('\n'))];
}

/** The whole line where it is short; of a long one, or one that is not at hand, what stands around the sign. */
function excerpt({ quote, column }: Evidence, line: string | undefined): string {
  if (line === undefined || !line.includes(quote)) return quote.slice(0, ANSWER_SIZES.evidenceQuote);
  if (line.length <= ANSWER_SIZES.evidenceQuote) return line;
  const start = Math.max(0, Math.min(column - 1 - LEAD, line.length - ANSWER_SIZES.evidenceQuote));
  const part = line.slice(start, start + ANSWER_SIZES.evidenceQuote);
  return `${start > 0 ? '… ' : ''}${part}${start + part.length < line.length ? ' …' : ''}`;
}
