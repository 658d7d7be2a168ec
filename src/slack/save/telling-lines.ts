import { tellingPart } from '../../triage/telling-part.ts';

/** The lines of a text that say most about what went wrong, in their order and within `maxLength` characters. */
export function tellingLines(text: string, maxLength: number): readonly string[] {
  const lines = new Set(text.split('\n').map((line) => line.trimEnd()));
  // Remarks on what was left out are no lines of the text.
  return tellingPart(text, maxLength)
    .split('\n')
    .filter((line) => lines.has(line.trimEnd()));
}
