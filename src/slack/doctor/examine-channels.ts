import type { webApi } from '@slack/bolt';
import { channelSetting } from '../../alerts/channel-settings.ts';
import type { Finding } from '../../finding.ts';
import { currentTeam } from '../../store/current-team.ts';
import { listChannels } from '../channels/list-channels.ts';
import { type Fields, isFields } from '../payload.ts';
import { slackErrorName } from '../slack-fault.ts';

/** A channel in which Pasteur has to be. */
export interface UsedChannel {
  /** Id or name. */
  readonly channel: string;
  readonly use: 'alerts' | 'watch';
  /** One that only some of the workspaces have; default: it has to be there. */
  readonly isOptional?: boolean;
}

const ID = /^[CG][A-Z0-9]{7,}$/;

const WITHOUT: Readonly<Record<UsedChannel['use'], string>> = {
  alerts: 'alerts cannot be posted',
  watch: 'its posts are not read',
};

/** Whether Pasteur is in its channels and may speak there. */
export async function examineChannels(
  client: webApi.WebClient,
  channels: readonly UsedChannel[],
  sharedChannels: readonly string[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  // One after the other: Slack takes about 50 such calls a minute.
  for (const used of channels) findings.push(await examine(client, used, sharedChannels));
  return findings;
}

async function examine(
  client: webApi.WebClient,
  { channel, use, isOptional = false }: UsedChannel,
  sharedChannels: readonly string[],
): Promise<Finding> {
  const name = ID.test(channel) ? channel : `#${channel.replace(/^#/, '')}`;
  const finding = (level: Finding['level'], message: string, cure?: string): Finding => ({
    check: use === 'alerts' ? 'alert channel' : 'watched channel',
    level,
    message: `${name} ${message}`,
    cure,
  });
  const missing = (what: string) =>
    finding(
      'fail',
      `${what}, so ${WITHOUT[use]}`,
      `type /invite @Pasteur there, or name another channel in ${settingOf(use)}`,
    );
  const absent = () =>
    isOptional
      ? finding('ok', 'is not in this workspace, or is private without Pasteur in it')
      : missing('does not exist, or is private without Pasteur in it');
  try {
    const info = await find(client, channel);
    if (info === undefined) return absent();
    if (info.is_archived === true) {
      const cure = `bring it back, or name another channel in ${settingOf(use)}`;
      return finding('fail', `is archived, so ${WITHOUT[use]}`, cure);
    }
    if (info.is_member !== true) return missing('does not have Pasteur in it');
    const isShared = info.is_ext_shared === true || info.is_pending_ext_shared === true;
    if (isShared && !sharedChannels.includes(String(info.id))) {
      const cure = `name ${String(info.id)} in PASTEUR_SHARED_CHANNELS if they may read along, or use another channel`;
      return finding('fail', `is shared with another company, so ${WITHOUT[use]}`, cure);
    }
    return finding('ok', 'has Pasteur in it');
  } catch (error) {
    const reason = slackErrorName(error);
    if (reason === 'channel_not_found' || reason === 'not_in_channel') {
      return absent();
    }
    const what = reason ?? (error instanceof Error ? error.message : String(error));
    return finding('fail', `cannot be looked up (${what})`, 'mend what is said of token and scopes first');
  }
}

function settingOf(use: UsedChannel['use']): string {
  return use === 'alerts' ? channelSetting(currentTeam()) : 'PASTEUR_WATCH_CHANNELS (or /triage unwatch)';
}

async function find(client: webApi.WebClient, channel: string): Promise<Fields | undefined> {
  if (ID.test(channel)) {
    const { channel: info } = await client.conversations.info({ channel });
    return isFields(info) ? info : undefined;
  }
  const name = channel.replace(/^#/, '');
  for await (const candidate of listChannels(client)) if (candidate.name === name) return candidate;
  return undefined;
}
