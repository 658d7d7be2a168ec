import { createHash } from 'node:crypto';
import type { PromptParts } from './prompt.ts';
import { dataText, PROMPT_VERSION } from './prompt.ts';

/** In lower case: what differs from one sight of an error to the next and says nothing: times, ids, addresses in memory, long numbers. */
const CHANCE: readonly (readonly [sign: RegExp, instead: string])[] = [
  [
    /\b\d{4}[-/]\d{2}[-/]\d{2}(?:[ t]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?:z|[+-]\d{2}:?\d{2})?\b/g,
    '<time>',
  ],
  [/\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>'],
  // Addresses in memory; 0x8… and 0xC… of eight digits are codes of Windows.
  [/\b0x(?![8c][0-9a-f]{7}\b)[0-9a-f]+\b/g, '<id>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/g, '<id>'],
  // Codes have at most five digits; what is longer counts something.
  [/\b\d{6,}\b/g, '<number>'],
  [/\b\d+(?:\.\d+)? ?(?:ms|us|µs|ns|s|sec|seconds|min)\b/g, '<duration>'],
  [/\[\d+\]|#\d+(?=[:\s])/g, '<number>'],
];

/** Names a question: the same for pastes that differ by chance only, another for another model, entry or instruction. */
export function questionKey(parts: PromptParts, model: string): string {
  let data = dataText(parts).toLowerCase();
  for (const [sign, instead] of CHANCE) data = data.replace(sign, instead);
  return createHash('sha256')
    .update(JSON.stringify([PROMPT_VERSION, model, data.replace(/\s+/g, ' ')]))
    .digest('hex');
}
