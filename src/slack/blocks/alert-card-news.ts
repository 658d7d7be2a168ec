import type { AlertNews, AlertView } from '../../alerts/alert-poster.ts';
import { shorten } from './escape.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notices.ts';

/** The reply in an alert's thread when it turned. */
export function buildAlertNews({ turn }: AlertNews, { record }: AlertView): SlackMessage {
  const { report, count, startsAt, resolvedAt } = record;
  const name = shorten(report.name, 200);
  if (turn === 'reopened') return notice(`🔴 ${name} fires again.`);
  const times = count > 1 ? ` It was seen ${count} times.` : '';
  const after =
    resolvedAt === undefined ? '' : ` after ${durationWords(resolvedAt.getTime() - startsAt.getTime())}`;
  return notice(`🟢 ${name} is resolved${after}.${times}`);
}

/** A length of time in its two largest units. */
function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([value]) => value > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}
