import type { webApi } from '@slack/bolt';
import { type Fields, isFields } from './payload.ts';

/** All channels that the bot may see, page by page; archived ones too, unless they are left out. */
export async function* listChannels(
  client: webApi.WebClient,
  { excludesArchived = false } = {},
): AsyncGenerator<Fields> {
  let cursor: string | undefined;
  do {
    const page = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: excludesArchived,
      limit: 1000,
      ...(cursor !== undefined && { cursor }),
    });
    for (const channel of page.channels ?? []) if (isFields(channel)) yield channel;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}
