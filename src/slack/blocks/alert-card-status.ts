import type { AlertFigures } from '../../alerts/open-alerts.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notices.ts';

const MOST_LISTED = 30;

/** What Slack allows a channel: https://docs.slack.dev/reference/methods/conversations.create */
const LONGEST_NAME = 81;

/** How alerts stand, in a few lines; what was given up is told with why. */
export function buildAlertStatus(
  { byStatus, waiting, oldestSeconds, dead, deadLetters }: AlertFigures,
  watched: readonly string[],
): SlackMessage {
  const { firing, acknowledged, resolved } = byStatus;
  const lines = [
    `Alerts: ${firing} firing, ${acknowledged} acknowledged, ${resolved} resolved.`,
    waiting === 0
      ? 'Slack shows all of them as they are.'
      : `${waiting} changes are on their way to Slack, the oldest for ${Math.round(oldestSeconds)} s.`,
    ...(dead === 0 ? [] : [`${dead} alerts could not be posted and were given up.`]),
    ...deadLetters.map(({ fault, diedAt }) => `Given up ${diedAt.toISOString().slice(0, 16)}: ${fault}`),
  ];
  const { text, blocks } = notice(lines.join('\n'));
  const more = watched.length > MOST_LISTED ? ` and ${watched.length - MOST_LISTED} more` : '';
  const list = watched.slice(0, MOST_LISTED).map(channelMention).join(', ');
  const line = `Watched channels: ${list === '' ? 'none; /triage watch adds one' : list}${more}`;
  const about = { type: 'mrkdwn' as const, text: shorten(line, LIMITS.sectionText) };
  return {
    text: shorten(`${text}\n${line}`, LIMITS.messageText),
    blocks: [...blocks, { type: 'section', text: about }],
  };
}

/** A channel by id is shown by its name to those who may see it; nobody is notified of it. */
function channelMention(channel: string): string {
  return /^[CG][A-Z0-9]+$/.test(channel)
    ? `<#${channel}>`
    : escapeMrkdwn(shorten(cleanText(`#${channel.replace(/^#/, '')}`), LONGEST_NAME));
}
