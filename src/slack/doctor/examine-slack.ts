import { webApi } from '@slack/bolt';
import type { Finding } from '../../finding.ts';
import type { Logger } from '../../log.ts';
import { createBoltLogger } from '../delivery/bolt-logger.ts';
import { examineChannels, type UsedChannel } from './examine-channels.ts';
import { examineAppToken, examineToken } from './examine-token.ts';

/** What Pasteur needs of a workspace. */
export interface SlackNeeds {
  /** Scopes of `manifest.yml`. */
  readonly scopes: readonly string[];
  readonly channels: readonly UsedChannel[];
  /** Ids of channels shared with other companies in which Pasteur may speak. */
  readonly sharedChannels: readonly string[];
}

export interface ExamineSlackOptions extends SlackNeeds {
  readonly botToken: string;
  /** Undefined over HTTP. */
  readonly appToken: string | undefined;
  readonly slackApiUrl: string | undefined;
  readonly log: Logger;
}

/** Somebody waits for the examination: two quick retries, then it says what is wrong. */
const QUICK: webApi.WebClientOptions = {
  retryConfig: { retries: 2, minTimeout: 300, factor: 2 },
  timeout: 10_000,
};

/** Asks Slack about the tokens, the scopes and the channels; posts nothing. */
export async function examineSlack(options: ExamineSlackOptions): Promise<readonly Finding[]> {
  const { botToken, appToken, slackApiUrl, log } = options;
  const clientOptions: webApi.WebClientOptions = {
    ...QUICK,
    logger: createBoltLogger(log),
    ...(slackApiUrl !== undefined && { slackApiUrl: slackApiUrl.replace(/\/*$/, '/') }),
  };
  const findings = await examineWorkspace(new webApi.WebClient(botToken, clientOptions), options);
  if (appToken === undefined) return findings;
  return [...findings, await examineAppToken(new webApi.WebClient(appToken, clientOptions))];
}

/** The same for the workspace of a client, without the door through which Slack reaches Pasteur. */
export async function examineWorkspace(
  client: webApi.WebClient,
  { scopes, channels, sharedChannels }: SlackNeeds,
): Promise<readonly Finding[]> {
  const { findings, isTaken } = await examineToken(client, scopes);
  return isTaken ? [...findings, ...(await examineChannels(client, channels, sharedChannels))] : findings;
}
