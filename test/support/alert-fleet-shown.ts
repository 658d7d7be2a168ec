import { asList, asRecord, type SlackWorkspace } from './slack-workspace.ts';

/** One alert's message, as people in the channel see it. */
export interface ShownCard {
  /** Id of the alert that its metadata names. */
  readonly alert: string;
  readonly ts: string;
  /** Text of its header, such as `🟢 Resolved · Disk full`. */
  readonly title: string;
  readonly text: string;
  /** In the order of posting; `alert` is the id that the reply's own metadata names. */
  readonly replies: readonly { readonly alert: string; readonly text: string }[];
}

/** One summary of a storm. */
export interface ShownStorm {
  readonly key: string;
  readonly ts: string;
  readonly groupKey: string;
  /** Alerts that it says it stands for. */
  readonly alerts: number;
}

/** All that the emulated Slack holds of alerts in a channel, the oldest first. */
export interface ShownAlerts {
  readonly cards: readonly ShownCard[];
  readonly storms: readonly ShownStorm[];
}

const PAGE = 1000;
const TITLE = /(\d+) alerts at once/;
const GROUP = /· Group (.*) · This message is kept up to date/;

/** Reads a channel as a person does who scrolls through it and opens every thread that has replies. */
export async function readShown(slack: SlackWorkspace, channel: string): Promise<ShownAlerts> {
  const roots: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const page = await slack.as('asker', 'conversations.history', { channel, limit: PAGE, cursor });
    roots.push(...asList(page.messages));
    cursor = String(asRecord(page.response_metadata).next_cursor ?? '');
  } while (cursor !== '');
  const cards: ShownCard[] = [];
  const storms: ShownStorm[] = [];
  for (const root of roots.reverse()) {
    const { alert, storm } = markOf(root);
    const title = headerOf(root);
    const ts = String(root.ts);
    if (typeof storm === 'string') {
      const groupKey = GROUP.exec(contextOf(root))?.[1] ?? '';
      storms.push({ key: storm, ts, groupKey, alerts: Number(TITLE.exec(title)?.[1] ?? Number.NaN) });
    } else if (typeof alert === 'string') {
      const replies = Number(root.reply_count ?? 0) === 0 ? [] : await readReplies(slack, channel, ts);
      cards.push({ alert, ts, title, text: String(root.text), replies });
    }
  }
  return { cards, storms };
}

async function readReplies(
  slack: SlackWorkspace,
  channel: string,
  ts: string,
): Promise<ShownCard['replies']> {
  const { messages } = await slack.as('asker', 'conversations.replies', { channel, ts });
  return asList(messages)
    .filter((message) => message.ts !== ts)
    .map((message) => ({ alert: String(markOf(message).alert ?? ''), text: String(message.text) }));
}

function markOf(message: Record<string, unknown>): Record<string, unknown> {
  const metadata = asRecord(message.metadata);
  return metadata.event_type === 'pasteur_alert' ? asRecord(metadata.event_payload) : {};
}

function headerOf({ blocks }: Record<string, unknown>): string {
  return String(asRecord(asList(blocks).find(({ type }) => type === 'header')?.text).text ?? '');
}

function contextOf({ blocks }: Record<string, unknown>): string {
  const context = asList(blocks).find(({ type }) => type === 'context');
  return asList(context?.elements)
    .map(({ text }) => String(text))
    .join(' ');
}
