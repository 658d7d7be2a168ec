import type { types } from '@slack/bolt';
import type { Match, ScorePart, TriageResult } from '../../triage/result.ts';
import { percent, verdictWords } from './confidence.ts';
import { shorten, unescapeSlack } from './escape.ts';
import { evidenceBlocks, type QuotedPaste } from './evidence.ts';
import { fitMessages } from './fit.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

const MAX_PARTS = 15;

/** Why an entry was answered: its rule, evidence, the parts of its score, and the distance to the next entry. */
export function buildWhy(result: TriageResult, match: Match, paste: QuotedPaste): SlackMessage[] {
  const parts = [...match.scoreParts]
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value))
    .slice(0, MAX_PARTS);
  const heading = `Why ${plainOrBlank(match.title, 150)}`;
  const body: types.KnownBlock[] = [
    headingBlock(heading),
    plainContext([verdictWords(result, match), `Entry ${match.id}`]),
    ...(match.rule === undefined ? [] : [headingBlock('Its rule'), codeBlock(match.rule, 500)]),
    ...evidenceBlocks(match.evidence, paste),
    headingBlock(`Score ${match.score.toFixed(2)}`),
    ...(parts.length > 0 ? [scoreList(parts)] : []),
    plainContext([marginLine(result, match)]),
  ];
  return fitMessages(body, []).map((blocks) => ({ text: 'Why this entry was answered.', blocks }));
}

function scoreList(parts: readonly ScorePart[]): types.RichTextBlock {
  const elements = parts.map(({ name, value, detail }) => ({
    type: 'rich_text_section' as const,
    elements: [
      ...textElements(`${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)} `, { code: true }),
      ...textElements(` ${shorten(name, 100)}`),
      ...textElements(detail === '' ? '' : `: ${shorten(unescapeSlack(detail), 200)}`),
    ],
  }));
  return richText([{ type: 'rich_text_list', style: 'bullet', elements }]);
}

function marginLine(result: TriageResult, match: Match): string {
  const next = result.matches.find((other) => other.id !== match.id);
  if (next === undefined) return 'No other entry came near.';
  const margin = match.score - next.score;
  const words = margin >= 0 ? `${margin.toFixed(2)} ahead of` : `${(-margin).toFixed(2)} behind`;
  return `${words} ${shorten(next.title, 200)} (${percent(next.confidence)})`;
}
