import type { KeepSettings, WatchSettings } from '../config.ts';

/** Pictures of the week. */
export interface PictureSettings {
  readonly areDrawn: boolean;
  /** Seconds between two pictures of the Home tabs of a workspace, at least. */
  readonly restSeconds: number;
}

const DEFAULT_PICTURES: PictureSettings = { areDrawn: true, restSeconds: 60 * 60 };

/** What a team can set about Pasteur in Slack. */
export interface SlackSettings {
  /** Ids of channels shared with other companies in which Pasteur may answer; default: none. */
  readonly sharedChannels: readonly string[];
  /** Posts of other apps that are read unasked; default: none. */
  readonly watch?: WatchSettings | undefined;
  /** Web address of the knowledge folder, to which a page's path is added; default: pages are named, not linked. */
  readonly pagesUrl?: string | undefined;
  /** Pictures of the week; default: drawn, in App Home once an hour at most. */
  readonly pictures?: PictureSettings | undefined;
  /** What is kept of pastes; default: no text, for 30 days. */
  readonly keep?: KeepSettings | undefined;
}

/** What the team set about pictures. */
export function pictureSettings({ settings }: { readonly settings: SlackSettings }): PictureSettings {
  return settings.pictures ?? DEFAULT_PICTURES;
}
