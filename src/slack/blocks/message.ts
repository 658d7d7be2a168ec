import type { types } from '@slack/bolt';

/** One message to post: blocks, and the text that stands for them in notifications and old clients. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}
