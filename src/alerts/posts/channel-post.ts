import type { AlertLink } from '../alert.ts';

/** What another app posted to a watched channel, whatever shape it came in. All texts are as a person sees them. */
export interface ChannelPost {
  readonly channel: string;
  readonly ts: string;
  /** Id of the bot that wrote it. */
  readonly author: string;
  /** The title of an attachment, a header, or else the first line. */
  readonly title: string;
  /** All of it, the title too. */
  readonly text: string;
  readonly links: readonly AlertLink[];
  /** Fields that are shown as name and value. */
  readonly fields: Readonly<Record<string, string>>;
  /** Colours of attachments: `good`, `warning`, `danger`, or six hexadecimal digits. */
  readonly colors: readonly string[];
}
