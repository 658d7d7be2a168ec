import type { AlertView } from '../../alerts/alert-poster.ts';
import type { AlertFigures } from '../../alerts/open-alerts.ts';
import type { TakePost } from '../../alerts/posts/take-post.ts';
import type { WatchList } from '../../alerts/watch-list.ts';

/** What the Slack side asks and tells about alerts. */
export interface AlertDesk {
  /** Unresolved alerts with a thread in a channel, or in any, the newest first. */
  newestFiring(channel: string | undefined, limit: number): Promise<readonly AlertView[]>;
  find(id: string): Promise<AlertView | undefined>;
  /** The alert whose thread hangs on this message. */
  byThread(channel: string, ts: string): Promise<AlertView | undefined>;
  figures(): Promise<AlertFigures>;
  /** Takes a post of a watched channel in. */
  readonly takePost: TakePost;
  /** Channels that people told Pasteur to watch; those of the settings are not among them. */
  readonly watched: WatchList;
}
