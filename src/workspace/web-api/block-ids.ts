import { randomBytes } from 'node:crypto';
import { isRecord, type JsonRecord, parseJson } from '../json.ts';

/**
 * Slack names every block and every interactive element that came without a name, and sends
 * those names back with each press; the emulator leaves them out.
 */
export function nameBlocks(params: JsonRecord): JsonRecord {
  const given = typeof params.blocks === 'string' ? parseJson(params.blocks) : params.blocks;
  if (!Array.isArray(given)) return params;
  return { ...params, blocks: given.map((block) => (isRecord(block) ? nameBlock(block) : block)) };
}

function nameBlock(block: JsonRecord): JsonRecord {
  const named: Record<string, unknown> = { ...block };
  if (typeof named.block_id !== 'string' || named.block_id === '') named.block_id = randomName();
  if (isRecord(named.accessory)) named.accessory = nameElement(named.accessory);
  if (isRecord(named.element)) named.element = nameElement(named.element);
  if (named.type !== 'rich_text' && Array.isArray(named.elements)) {
    named.elements = named.elements.map((element) => (isRecord(element) ? nameElement(element) : element));
  }
  return named;
}

const PASSIVE_ELEMENTS = new Set(['image', 'mrkdwn', 'plain_text']);

function nameElement(element: JsonRecord): JsonRecord {
  if (typeof element.action_id === 'string' && element.action_id !== '') return element;
  if (typeof element.type === 'string' && PASSIVE_ELEMENTS.has(element.type)) return element;
  return { ...element, action_id: randomName() };
}

function randomName(): string {
  return randomBytes(4).toString('base64url');
}
