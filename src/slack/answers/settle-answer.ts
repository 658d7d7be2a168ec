import type { types, webApi } from '@slack/bolt';
import { plainContext } from '../blocks/rich-blocks.ts';
import { isFields, listAt, textAt } from '../payload.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Takes the buttons off an answer that was turned down, and says so. Where that fails, pressing them again does no harm. */
export async function settleAnswer(
  room: Room,
  client: webApi.WebClient,
  { channel, message, note }: { readonly channel: string; readonly message: unknown; readonly note: string },
): Promise<void> {
  if (!isFields(message)) return;
  const kept = listAt(message, 'blocks')
    .flatMap(ownBlock)
    .filter(({ type }) => type !== 'actions');
  const blocks = [...kept, plainContext([note])];
  try {
    await client.chat.update({ channel, ts: textAt(message, 'ts'), text: textAt(message, 'text'), blocks });
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'the buttons of a turned-down answer stay');
  }
}

/** Slack gives back the blocks that Pasteur posted. */
function ownBlock(block: object): types.Block[] {
  return 'type' in block && typeof block.type === 'string' ? [{ ...block, type: block.type }] : [];
}
