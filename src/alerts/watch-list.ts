import {
  listWatchedChannels,
  unwatchChannel,
  type WatchedChannel,
  watchChannel,
} from '../store/alerts/watched-channels.ts';
import type { Database } from '../store/database/database.ts';

/** Channels that people told Pasteur to watch. */
export interface WatchList {
  list(): Promise<readonly WatchedChannel[]>;
  /** False when the channel was on it already. */
  add(channel: string, user: string): Promise<boolean>;
  /** False when the channel was not on it. */
  remove(channel: string): Promise<boolean>;
}

export function createWatchList(database: Database): WatchList {
  return {
    list: () => listWatchedChannels(database),
    add: (channel, user) => watchChannel(database, channel, user),
    remove: (channel) => unwatchChannel(database, channel),
  };
}
