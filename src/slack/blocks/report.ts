import type { DayFigures } from '../../store/asks.ts';
import type { TextGroup } from '../../triage/group-texts.ts';
import { cleanText, shorten } from './escape.ts';
import { describeGap } from './gaps.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, listBlocks } from './rich-blocks.ts';
import { describeWeek, times } from './week.ts';

/** What a week was like. */
export interface WeekFigures {
  readonly days: readonly DayFigures[];
  readonly mostAsked: readonly { readonly entry: string; readonly count: number }[];
  readonly gaps: readonly TextGroup[];
}

const MOST_GAPS = 3;
const LONGEST_TEMPLATE = 300;

/** The week in words: it stands by itself where its picture cannot be shown or seen. */
export function buildReport({ days, mostAsked, gaps }: WeekFigures): SlackMessage {
  const text = describeWeek(days);
  const asked = mostAsked.map(({ entry, count }) => `\`${cleanText(entry)}\` ${times(count)}`);
  return {
    text,
    blocks: [
      headingBlock('The last seven days'),
      { type: 'section', text: { type: 'plain_text', text, emoji: false } },
      ...(asked.length === 0 ? [] : [headingBlock('Most asked'), ...listBlocks(asked, 'bullet')]),
      ...(gaps.length === 0 ? [] : [headingBlock('What to write next')]),
      ...gaps
        .slice(0, MOST_GAPS)
        .flatMap((gap) => [
          codeBlock(shorten(gap.template, LONGEST_TEMPLATE)),
          { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: describeGap(gap) }] },
        ]),
    ],
  };
}
