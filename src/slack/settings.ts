/** What a team can set about Pasteur in Slack. */
export interface SlackSettings {
  /** Ids of channels shared with other companies in which Pasteur may answer; default: none. */
  readonly sharedChannels: readonly string[];
  /** Web address of the knowledge folder, to which a page's path is added; default: pages are named, not linked. */
  readonly pagesUrl?: string | undefined;
}
