import type { AskedGap, DayFigures } from '../../store/asks.ts';
import { joinGroups } from '../../triage/group-texts.ts';
import { cleanText, shorten } from './escape.ts';
import { describeGap } from './gaps.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, listBlocks } from './rich-blocks.ts';

/** What a week was like. */
export interface WeekFigures {
  readonly days: readonly DayFigures[];
  readonly mostAsked: readonly { readonly entry: string; readonly count: number }[];
  readonly gaps: readonly AskedGap[];
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
      ...joinGroups(gaps)
        .slice(0, MOST_GAPS)
        .flatMap((gap) => [
          codeBlock(shorten(gap.template, LONGEST_TEMPLATE)),
          { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: describeGap(gap) }] },
        ]),
    ],
  };
}

/** The figures of a week in a sentence or two. */
export function describeWeek(days: readonly DayFigures[]): string {
  const sum = (key: 'matched' | 'similar' | 'unmatched') => days.reduce((total, day) => total + day[key], 0);
  const knowsAlerts = days.some(({ alerts }) => alerts !== undefined);
  const alerts = days.reduce((total, day) => total + (day.alerts ?? 0), 0);
  const busiest = days.reduce<DayFigures | undefined>(
    (most, day) => (most === undefined || answersOf(day) > answersOf(most) ? day : most),
    undefined,
  );
  return [
    `${sum('matched')} questions were answered by a rule, ${sum('similar')} with a similar entry, ${sum('unmatched')} had no entry.`,
    ...(knowsAlerts ? [`${alerts} alerts began.`] : []),
    ...(busiest === undefined || answersOf(busiest) === 0
      ? []
      : [`Most was asked on ${dayName(busiest.day)}: ${times(answersOf(busiest))}.`]),
  ].join(' ');
}

/** `Sat 21 Nov` for `2026-11-21`. */
export function dayName(day: string): string {
  return new Date(`${day}T00:00:00Z`)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .replace(',', '');
}

function answersOf({ matched, similar, unmatched }: DayFigures): number {
  return matched + similar + unmatched;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
