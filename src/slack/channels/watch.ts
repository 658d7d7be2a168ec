import type { webApi } from '@slack/bolt';
import type { WatchList } from '../../alerts/watch-list.ts';
import type { WatchSettings } from '../../config.ts';
import type { Logger } from '../../log.ts';
import { teamKey } from '../../store/current-team.ts';

/** Which channels' posts of other apps are read unasked, and whose posts. */
export interface Watch {
  readonly by: WatchSettings['by'];
  /** Channels as the settings name them. */
  readonly set: readonly string[];
  /** Whether posts to a channel are read, by the settings or because somebody asked for it. */
  has(client: webApi.WebClient, channel: string): Promise<boolean>;
  /** Whether the settings name a channel. */
  isSet(client: webApi.WebClient, channel: string): Promise<boolean>;
  /** Whether posts of an author with these ids, of bot and app, are read. */
  reads(ids: readonly string[]): boolean;
}

const ANY_ID = /^[CG][A-Z0-9]{7,}$/;
const NO_WATCH: WatchSettings = { channels: [], bots: [], by: 'members' };

/** How long the name of a channel is believed. */
const FRESH_MS = 10 * 60_000;

export function createWatch(
  settings: WatchSettings = NO_WATCH,
  list: Pick<WatchList, 'list'> | undefined,
  log: Pick<Logger, 'warn'>,
): Watch {
  const ids = new Set(settings.channels.filter((channel) => ANY_ID.test(channel)));
  const names = new Set(
    settings.channels.filter((channel) => !ANY_ID.test(channel)).map((name) => name.replace(/^#/, '')),
  );
  const known = new Map<string, { readonly name: string | undefined; readonly at: number }>();
  const nameOf = async (client: webApi.WebClient, channel: string): Promise<string | undefined> => {
    // A channel that two workspaces share may have two names.
    const key = teamKey(channel);
    const cached = known.get(key);
    if (cached !== undefined && performance.now() - cached.at < FRESH_MS) return cached.name;
    try {
      const { channel: info } = await client.conversations.info({ channel });
      known.set(key, { name: info?.name, at: performance.now() });
      return info?.name;
    } catch (error) {
      const reason = error instanceof Error ? error.message : undefined;
      log.warn({ channel, reason }, 'the name of a channel could not be looked up');
      return undefined;
    }
  };
  const isSet = async (client: webApi.WebClient, channel: string): Promise<boolean> =>
    ids.has(channel) || (names.size > 0 && names.has((await nameOf(client, channel)) ?? ''));
  return {
    by: settings.by,
    set: settings.channels,
    isSet,
    has: async (client, channel) =>
      ((await list?.list()) ?? []).some((watched) => watched.channel === channel) ||
      (await isSet(client, channel)),
    reads: (authors) => settings.bots.length === 0 || settings.bots.some((bot) => authors.includes(bot)),
  };
}
