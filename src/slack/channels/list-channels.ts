import type { webApi } from '@slack/bolt';
import { type Fields, isFields, textAt } from '../payload.ts';

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

const ID = /^[CGD][A-Z0-9]{7,}$/;

/** Id of a channel that is given by id or by name, with or without `#`; undefined where no such name is found. */
export async function findChannel(client: webApi.WebClient, channel: string): Promise<string | undefined> {
  if (ID.test(channel)) return channel;
  const name = channel.replace(/^#/, '');
  for await (const found of listChannels(client, { excludesArchived: true })) {
    if (found.name === name) return textAt(found, 'id');
  }
  return undefined;
}
