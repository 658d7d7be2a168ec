import type { Settings } from '../config.ts';
import type { HttpOptions, SocketModeOptions } from '../slack/delivery/receiver.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where parts listen that must not be reached from other machines. */
export const LOCAL_HOST = '127.0.0.1';

/** How Slack and the bot reach each other. */
export type SlackDoor = { readonly botToken?: string; readonly slackApiUrl?: string } & (
  | SocketModeOptions
  | HttpOptions
);

/** The door to the local workspace where there is one, else to the Slack of the settings. */
export function slackDoor(
  { connection, host, port, slackApiUrl }: Pick<Settings, 'connection' | 'host' | 'port' | 'slackApiUrl'>,
  workspace: Workspace | undefined,
): SlackDoor {
  if (workspace !== undefined) {
    const { botToken, signingSecret } = workspace;
    return { botToken, signingSecret, slackApiUrl: workspace.slackApiUrl, host: LOCAL_HOST, port: 0 };
  }
  if (connection.kind === 'local') throw new TypeError('a local connection has a workspace');
  if (connection.kind === 'oauth') {
    return {
      signingSecret: connection.signingSecret,
      host,
      port,
      ...(slackApiUrl !== undefined && { slackApiUrl }),
    };
  }
  const { botToken } = connection;
  const common = { botToken, ...(slackApiUrl !== undefined && { slackApiUrl }) };
  return connection.kind === 'socket'
    ? { ...common, appToken: connection.appToken }
    : { ...common, signingSecret: connection.signingSecret, host, port };
}
