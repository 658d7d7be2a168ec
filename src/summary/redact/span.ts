/** What a placeholder stands for; where two claim the same text, the earlier of this list wins. */
export const KINDS = ['secret', 'email', 'account', 'host', 'ip', 'phone', 'user'] as const;
export type Kind = (typeof KINDS)[number];

/** A piece of text that must not leave, as offsets in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** Finds what must not leave, in time linear in the text whatever it holds; spans may overlap, in any order. */
export type Detector = (text: string) => readonly Span[];

/** What stands for a value that was taken out, such as `<ip-1>`. */
export const PLACEHOLDER = new RegExp(`<(?:${KINDS.join('|')})-\\d{1,6}>`, 'g');

/** Spans in order and apart from each other: overlapping ones become one, of the stronger kind. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
  const joined: Span[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else joined[joined.length - 1] = unite(last, span);
  }
  return joined;
}

/** The parts of the spans outside of placeholders that the text already has, so that no value holds a placeholder. */
export function outsidePlaceholders(text: string, spans: readonly Span[]): Span[] {
  const placeholders = [...text.matchAll(PLACEHOLDER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const outside: Span[] = [];
  let next = 0;
  for (const span of spans) {
    while ((placeholders[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) next += 1;
    if ((placeholders[next]?.start ?? Number.POSITIVE_INFINITY) >= span.end) {
      outside.push(span);
      continue;
    }
    let start = span.start;
    for (let at = next; at < placeholders.length; at += 1) {
      const placeholder = placeholders[at];
      if (placeholder === undefined || placeholder.start >= span.end) break;
      outside.push({ start, end: Math.max(start, placeholder.start), kind: span.kind });
      start = placeholder.end;
    }
    outside.push({ start, end: span.end, kind: span.kind });
  }
  const whole = new Set(spans);
  return outside.filter(
    (part) =>
      part.start < part.end && (whole.has(part) || /[\p{L}\p{N}]/u.test(text.slice(part.start, part.end))),
  );
}

function unite(left: Span, right: Span): Span {
  const kind = KINDS.indexOf(left.kind) <= KINDS.indexOf(right.kind) ? left.kind : right.kind;
  return { start: left.start, end: Math.max(left.end, right.end), kind };
}
