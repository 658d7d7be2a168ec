import { Allow, parse } from 'partial-json';
import { type RawAnswer, readPart } from './answer-shape.ts';

/**
 * What is complete of an answer that still comes: each field that another follows, and each item of a list that
 * another follows. Nothing is given that could still change.
 */
export function completePart(text: string): RawAnswer | undefined {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  const fields = Object.entries(parsePart(text.slice(start)));
  const last = fields.pop();
  if (last === undefined) return undefined;
  const [name, value] = last;
  // Of a list that still grows all but its last item is complete; a text or number is not.
  if (Array.isArray(value)) fields.push([name, value.slice(0, -1)]);
  return readPart(Object.fromEntries(fields));
}

function parsePart(json: string): object {
  try {
    const value: unknown = parse(json, Allow.ALL);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // Not JSON, or not yet: the whole answer is judged when it is there.
    return {};
  }
}
