import type { webApi } from '@slack/bolt';
import { channelSetting } from '../../alerts/channel-settings.ts';
import type { Logger } from '../../log.ts';
import { currentTeam } from '../../store/current-team.ts';
import { RetryLater } from '../../store/queue/job-outcome.ts';
import { findChannel } from '../channels/list-channels.ts';
import { postFault } from './post-fault.ts';

/** Channels that alerts go to. */
export interface AlertChannels {
  /** Id of a channel that is given by id or name. */
  idOf(channel: string): Promise<string>;
  /** @throws RetryLater where people of another company read along and nobody has allowed that. */
  checkAudience(channel: string): Promise<void>;
}

interface AlertChannelsOptions {
  readonly client: webApi.WebClient;
  readonly log: Pick<Logger, 'error' | 'warn'>;
  /** Ids of channels shared with other companies in which Pasteur may speak. */
  readonly sharedChannels: readonly string[];
}

const ID = /^[CGD][A-Z0-9]{7,}$/;

/** How long an answer of Slack about a channel is believed. */
const FRESH_MS = 5 * 60_000;
const AGAIN_SECONDS = 60;

export function createAlertChannels({ client, log, sharedChannels }: AlertChannelsOptions): AlertChannels {
  const ids = new Map<string, string>();
  const checkedAt = new Map<string, number>();
  return {
    idOf: async (channel) => {
      if (ID.test(channel)) return channel;
      const name = channel.replace(/^#/, '');
      const found =
        ids.get(name) ??
        (await findChannel(client, name).catch((error: unknown) => {
          throw postFault(error, channel, log);
        }));
      if (found === undefined) {
        const cure = `set ${channelSetting(currentTeam())} to the id of a channel, and invite Pasteur to it`;
        log.error({ channel, cure }, 'alerts wait, for their channel was not found');
        throw new RetryLater(AGAIN_SECONDS, `there is no channel ${channel}: ${cure}`);
      }
      ids.set(name, found);
      return found;
    },
    checkAudience: async (channel) => {
      if (sharedChannels.includes(channel)) return;
      if (performance.now() - (checkedAt.get(channel) ?? Number.NEGATIVE_INFINITY) < FRESH_MS) return;
      const { channel: info } = await client.conversations.info({ channel }).catch((error: unknown) => {
        throw postFault(error, channel, log);
      });
      if (info === undefined || info.is_ext_shared === true || info.is_pending_ext_shared === true) {
        const cure = `set ${channelSetting(currentTeam())} to another, or name this one in PASTEUR_SHARED_CHANNELS`;
        log.error({ channel, cure }, 'alerts wait, for their channel is shared with another company');
        throw new RetryLater(AGAIN_SECONDS, `the channel is shared with another company: ${cure}`);
      }
      checkedAt.set(channel, performance.now());
    },
  };
}
