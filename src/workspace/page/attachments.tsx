import { type JsonRecord, recordsOf, textOf } from '../json.ts';
import { Blocks } from './blocks.tsx';
import type { Press } from './use-press.ts';

/** Secondary content in Slack's older form, which many monitoring systems still post. */
export function Attachments({
  attachments,
  onPress,
}: {
  attachments: readonly JsonRecord[];
  onPress: Press;
}) {
  return attachments.map((attachment) => (
    <div
      key={JSON.stringify(attachment)}
      className="attachment"
      style={{ borderColor: colorOf(textOf(attachment, 'color')) }}
    >
      <Blocks blocks={attachmentBlocks(attachment)} onPress={onPress} />
    </div>
  ));
}

const NAMED_COLORS: Readonly<Record<string, string>> = {
  good: '#2f8f5b',
  warning: '#c98a1b',
  danger: '#c23a3a',
};

function colorOf(color: string | undefined): string {
  if (color === undefined) return 'var(--line-strong)';
  return (
    NAMED_COLORS[color] ??
    (/^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : 'var(--line-strong)')
  );
}

function attachmentBlocks(attachment: JsonRecord): readonly JsonRecord[] {
  const own = recordsOf(attachment, 'blocks');
  if (own.length > 0) return own;
  const title = textOf(attachment, 'title');
  const link = textOf(attachment, 'title_link');
  const heading = title === undefined ? undefined : `*${link === undefined ? title : `<${link}|${title}>`}*`;
  const fields = recordsOf(attachment, 'fields').map((field) => ({
    type: 'mrkdwn',
    text: `*${textOf(field, 'title') ?? ''}*\n${textOf(field, 'value') ?? ''}`,
  }));
  const lines = [textOf(attachment, 'pretext'), heading, textOf(attachment, 'text')].filter(Boolean);
  const body = lines.length > 0 || fields.length > 0 ? lines : [textOf(attachment, 'fallback') ?? ''];
  const footer = textOf(attachment, 'footer');
  return [
    ...(body.length > 0 ? [{ type: 'section', text: { type: 'mrkdwn', text: body.join('\n') } }] : []),
    // Slack shows ten fields to a section.
    ...(fields.length > 0 ? [{ type: 'section', fields: fields.slice(0, 10) }] : []),
    ...(footer === undefined ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: footer }] }]),
  ];
}
