import type { StormView } from '../../alerts/storm.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { listBlocks, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

const MOST_NAMES = 10;

/** One message for many alerts of a group, edited in place. */
export function buildStormCard({ members, groupKey, since }: StormView): SlackMessage {
  const firing = members.filter(({ status }) => status !== 'resolved').length;
  const icon = firing > 0 ? '🔴' : '🟢';
  const title = `${icon} ${members.length} alerts at once · ${firing} firing, ${members.length - firing} resolved`;
  const header = { type: 'plain_text' as const, text: plainOrBlank(title, LIMITS.headerText), emoji: false };
  const names = new Map<string, number>();
  for (const { report } of members) {
    const name = `${report.name} (${report.severity})`;
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const sorted = [...names].sort(([, left], [, right]) => right - left);
  const more = sorted.length - MOST_NAMES;
  const list = sorted.slice(0, MOST_NAMES).map(([name, count]) => `${count} × ${shorten(name, 200)}`);
  const time = since.toISOString().slice(0, 16).replace('T', ' ');
  const lines = list.flatMap((line, index) => textElements(index === 0 ? line : `\n${line}`));
  return {
    text: escapeMrkdwn(`${plainOrBlank(title, 200)}: ${shorten(list.join(', '), 1000)}`.replace(/\s+/g, ' ')),
    blocks: [
      { type: 'header', text: header },
      plainContext([`Since ${time} UTC · Group ${shorten(groupKey, 200)} · This message is kept up to date`]),
      ...(lines.length === 0 ? [] : [richText([{ type: 'rich_text_section', elements: lines }])]),
      ...(more > 0 ? listBlocks([`${more} more names`], 'bullet') : []),
    ],
  };
}
