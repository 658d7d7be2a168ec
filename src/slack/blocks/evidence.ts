import type { types } from '@slack/bolt';
import type { Evidence } from '../../triage/result.ts';
import { shorten, unescapeSlack } from './escape.ts';
import { ANSWER_SIZES } from './limits.ts';
import { codeBlock, headingBlock } from './rich-blocks.ts';

/** The quoted lines that made the entry match, as code; none where nothing was quoted. */
export function evidenceBlocks(evidence: readonly Evidence[], isEscaped: boolean): types.KnownBlock[] {
  const quotes = new Map<string, number>();
  for (const { line, quote } of evidence) {
    const text = (isEscaped ? unescapeSlack(quote) : quote).trim();
    if (text !== '' && !quotes.has(text)) quotes.set(text, line);
  }
  const kept = [...quotes].slice(0, ANSWER_SIZES.evidenceQuotes);
  if (kept.length === 0) return [];
  const lines = [...new Set(kept.map(([, line]) => line))].sort((one, other) => one - other);
  const heading = `Matched in ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')} of the paste`;
  const code = kept.map(([quote]) => shorten(quote, ANSWER_SIZES.evidenceQuote)).join('\n');
  return [headingBlock(heading), codeBlock(code)];
}
