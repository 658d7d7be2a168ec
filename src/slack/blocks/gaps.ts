import type { TextGroup } from '../../triage/group-texts.ts';
import { shorten } from './escape.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notices.ts';
import { codeBlock, headingBlock, listBlocks } from './rich-blocks.ts';

const MOST_GAPS = 10;
const MOST_CHANNELS = 5;
/** Characters of one template. */
const LONGEST = 300;

/** What nothing matched, the most frequent first; each as code, since it is made of what people pasted. */
export function buildGaps(groups: readonly TextGroup[], keepDays: number): SlackMessage {
  if (groups.length === 0) {
    return notice(`Every error that was asked about in the last ${daysText(keepDays)} had an entry.`);
  }
  const asks = groups.reduce((sum, { count }) => sum + count, 0);
  const lead = `What to write next: ${asks} ${asks === 1 ? 'question' : 'questions'} without an entry, in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`;
  const more = groups.length - MOST_GAPS;
  return {
    text: lead,
    blocks: [
      headingBlock(lead),
      ...groups
        .slice(0, MOST_GAPS)
        .flatMap((group) => [
          codeBlock(shorten(group.template, LONGEST)),
          { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: describeGap(group) }] },
        ]),
      ...(more > 0 ? listBlocks([`and ${more} more`], 'bullet') : []),
    ],
  };
}

/** How often, where and when, in Slack's markup. */
export function describeGap({ count, channels, firstSeen, lastSeen }: TextGroup): string {
  const rooms = channels.filter((channel) => /^C[A-Z0-9]+$/.test(channel)).map((channel) => `<#${channel}>`);
  const where = rooms.length === 0 ? 'in private' : rooms.slice(0, MOST_CHANNELS).join(', ');
  const when =
    firstSeen === lastSeen ? dateText(lastSeen) : `${dateText(firstSeen)} to ${dateText(lastSeen)}`;
  return [`${count} ${count === 1 ? 'time' : 'times'}`, where, when].join(' · ');
}

/** A time, ISO 8601, in Slack's markup: each reader sees their own time zone. */
export function dateText(time: string | undefined): string {
  if (time === undefined) return '';
  const seconds = Math.floor(Date.parse(time) / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${time.slice(0, 16).replace('T', ' ')} UTC>`;
}

function daysText(days: number): string {
  return days === 1 ? 'day' : `${days} days`;
}
