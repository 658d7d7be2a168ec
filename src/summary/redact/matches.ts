import type { Kind, Span } from './span.ts';

/**
 * Spans of an expression's named groups, each named after its kind (`(?<secret>…)`), or of the whole match where it has
 * none. The expression needs the flags `d` and `g`, and must take time linear in the text.
 */
export function spansOf(
  text: string,
  expression: RegExp,
  kindOfWhole: Kind = 'secret',
  accepts: (value: string) => boolean = () => true,
): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(expression)) {
    const groups = Object.entries(match.indices?.groups ?? {});
    if (groups.length === 0 && accepts(match[0]))
      spans.push({ start: match.index, end: match.index + match[0].length, kind: kindOfWhole });
    for (const [name, range] of groups) {
      if (range === undefined || !accepts(text.slice(...range))) continue;
      spans.push({ start: range[0], end: range[1], kind: kindNamed(name) });
    }
  }
  return spans;
}

function kindNamed(name: string): Kind {
  switch (name) {
    case 'secret':
    case 'user':
    case 'host':
    case 'account':
    case 'email':
    case 'ip':
    case 'phone':
      return name;
    default:
      throw new Error(`a group is named "${name}", expected the name of a kind`);
  }
}
