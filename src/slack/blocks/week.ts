import type { types } from '@slack/bolt';
import type { DayFigures } from '../../store/asks.ts';
import { codeBlock } from './rich-blocks.ts';

/** Characters of the longest bar. */
const BAR = 24;

/** The figures of a week in a sentence or two. */
export function describeWeek(days: readonly DayFigures[]): string {
  const total = totalOf(days);
  const busiest = days.reduce<DayFigures | undefined>(
    (most, day) => (most === undefined || answersOf(day) > answersOf(most) ? day : most),
    undefined,
  );
  const was = total.matched === 1 ? '1 question was' : `${total.matched} questions were`;
  return [
    `${was} answered by a rule, ${total.similar} with a similar entry, ${total.unmatched} had no entry.`,
    ...(total.alerts === undefined ? [] : [`${countOf(total.alerts, 'alert', 'alerts')} began.`]),
    ...(busiest === undefined || answersOf(busiest) === 0
      ? []
      : [`Most was asked on ${dayName(busiest.day)}: ${times(answersOf(busiest))}.`]),
  ].join(' ');
}

/** All figures of a picture of the week, for who cannot see it: below 1,000 characters. */
export function describeDays(days: readonly DayFigures[]): string {
  const told = days.map(({ day, matched, similar, unmatched, alerts }) => {
    const parts = [
      ...(matched > 0 ? [`${matched} answered by a rule`] : []),
      ...(similar > 0 ? [`${similar} similar`] : []),
      ...(unmatched > 0 ? [`${unmatched} without an entry`] : []),
      ...(alerts !== undefined && alerts > 0 ? [countOf(alerts, 'alert', 'alerts')] : []),
    ];
    return `${dayName(day)}: ${parts.length === 0 ? 'nothing' : parts.join(', ')}`;
  });
  return `Chart of answers and alerts by day. ${told.join('; ')}.`;
}

/** Whether there is anything to tell of a week. */
export function isQuiet(days: readonly DayFigures[]): boolean {
  return days.every((day) => answersOf(day) === 0 && (day.alerts ?? 0) === 0);
}

/** A chart in letters, for where no picture can be shown. */
export function weekBars(days: readonly DayFigures[]): types.RichTextBlock {
  const most = Math.max(1, ...days.map(answersOf));
  const lines = days.map((day) => {
    const bar = '█'.repeat(Math.ceil((answersOf(day) / most) * BAR));
    const alerts =
      day.alerts === undefined || day.alerts === 0 ? '' : ` + ${countOf(day.alerts, 'alert', 'alerts')}`;
    return `${dayName(day.day).padEnd(10)} ${`${bar} ${answersOf(day)}`.trimStart()}${alerts}`;
  });
  return codeBlock(lines.join('\n'));
}

/** `Sat 21 Nov` for `2026-11-21`. */
export function dayName(day: string): string {
  return new Date(`${day}T00:00:00Z`)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .replace(',', '');
}

/** `once`, `2 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function totalOf(days: readonly DayFigures[]): Omit<DayFigures, 'day'> {
  const sum = (key: 'matched' | 'similar' | 'unmatched') => days.reduce((total, day) => total + day[key], 0);
  return {
    matched: sum('matched'),
    similar: sum('similar'),
    unmatched: sum('unmatched'),
    alerts: days.some(({ alerts }) => alerts !== undefined)
      ? days.reduce((total, { alerts }) => total + (alerts ?? 0), 0)
      : undefined,
  };
}

function answersOf({ matched, similar, unmatched }: DayFigures): number {
  return matched + similar + unmatched;
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
