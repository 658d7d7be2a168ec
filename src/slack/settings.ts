import type { KeepSettings, WatchSettings } from '../config.ts';

/** What a team can set about Pasteur in Slack. */
export interface SlackSettings {
  /** Ids of channels shared with other companies in which Pasteur may answer; default: none. */
  readonly sharedChannels: readonly string[];
  /** Posts of other apps that are read unasked; default: none. */
  readonly watch?: WatchSettings | undefined;
  /** Web address of the knowledge folder, to which a page's path is added; default: pages are named, not linked. */
  readonly pagesUrl?: string | undefined;
  /** What is kept of pastes; default: no text, for 30 days. */
  readonly keep?: KeepSettings | undefined;
}
