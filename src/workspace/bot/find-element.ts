import { isRecord, type JsonRecord } from '../json.ts';

/** The element of a message or a view that a person acted on, as the bot sent it. */
export function findElement(blocks: unknown, blockId: string, actionId: string): JsonRecord | undefined {
  const block = (Array.isArray(blocks) ? blocks.filter(isRecord) : []).find(
    (one) => one.block_id === blockId,
  );
  const elements = Array.isArray(block?.elements) ? block.elements : [];
  return [...elements, block?.accessory, block?.element]
    .filter(isRecord)
    .find((one) => one.action_id === actionId);
}
