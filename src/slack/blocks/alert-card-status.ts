import type { AlertFigures } from '../../alerts/open-alerts.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notices.ts';

/** How alerts stand, in a few lines; what was given up is told with why. */
export function buildAlertStatus({
  byStatus,
  waiting,
  oldestSeconds,
  dead,
  deadLetters,
}: AlertFigures): SlackMessage {
  const { firing, acknowledged, resolved } = byStatus;
  const lines = [
    `Alerts: ${firing} firing, ${acknowledged} acknowledged, ${resolved} resolved.`,
    waiting === 0
      ? 'Slack shows all of them as they are.'
      : `${waiting} changes are on their way to Slack, the oldest for ${Math.round(oldestSeconds)} s.`,
    ...(dead === 0 ? [] : [`${dead} alerts could not be posted and were given up.`]),
    ...deadLetters.map(({ fault, diedAt }) => `Given up ${diedAt.toISOString().slice(0, 16)}: ${fault}`),
  ];
  return notice(lines.join('\n'));
}
