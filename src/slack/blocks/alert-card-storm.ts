import type { StormView } from '../../alerts/storm.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { listBlocks, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

/** One message for many alerts of a group, edited in place. */
export function buildStormCard({
  alerts,
  firing,
  names,
  topNames,
  groupKey,
  since,
}: StormView): SlackMessage {
  const icon = firing > 0 ? '🔴' : '🟢';
  const title = `${icon} ${alerts} alerts at once · ${firing} firing, ${alerts - firing} resolved`;
  const header = { type: 'plain_text' as const, text: plainOrBlank(title, LIMITS.headerText), emoji: false };
  const more = names - topNames.length;
  const list = topNames.map((top) => `${top.alerts} × ${shorten(`${top.name} (${top.severity})`, 200)}`);
  const time = since.toISOString().slice(0, 16).replace('T', ' ');
  const lines = list.flatMap((line, index) => textElements(index === 0 ? line : `\n${line}`));
  return {
    text: escapeMrkdwn(
      `${plainOrBlank(title, 200)}: ${shorten(cleanText(list.join(', ')), 1000)}`.replace(/\s+/g, ' '),
    ),
    blocks: [
      { type: 'header', text: header },
      plainContext([
        `Since ${time} UTC · Group ${shorten(groupName(groupKey), 200)} · This message is kept up to date`,
      ]),
      ...(lines.length === 0 ? [] : [richText([{ type: 'rich_text_section', elements: lines }])]),
      ...(more > 0 ? listBlocks([`${more} more names`], 'bullet') : []),
    ],
  };
}

/** Alertmanager's key is the matchers of its routes and then the labels that the group has in common, which is what people know. */
function groupName(groupKey: string): string {
  return /:\{([^{}]+)\}$/.exec(groupKey)?.[1] ?? groupKey;
}
