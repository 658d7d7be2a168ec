/** What an escape stands for, and where its text is in the source. */
export interface Undone {
  readonly text: string;
  /** Place in the source of the first unit of `text`. */
  readonly textStart: number;
  /** Whether `text` stands in the source unit by unit from `textStart` on. */
  readonly isVerbatim: boolean;
  /** The place after the escape. */
  readonly end: number;
}

const AMPERSAND = 38;

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** Longest entity read, in units between `&` and `;`: "#x10ffff". */
const MAX_ENTITY_LENGTH = 8;

/** Longest `<…>` of Slack's that is read: longer ones are text that only looks like it. */
const MAX_LINK_LENGTH = 3000;

/** How far into a line the search for JSON quotes goes; a longer line has shown them by then. */
const ESCAPE_SEARCH_LENGTH = 20_000;

/** Reads `&lt;` and its like (Slack escapes `&`, `<` and `>`, web pages more) at `start`. */
export function readEntity(source: string, start: number): Undone | undefined {
  if (source.charCodeAt(start) !== AMPERSAND) return undefined;
  let end = start + 1;
  while (end - start <= MAX_ENTITY_LENGTH && isEntityUnit(source.charCodeAt(end))) end += 1;
  if (source.charCodeAt(end) !== 59) return undefined;
  const name = source.slice(start + 1, end);
  const text = ENTITIES.get(name) ?? numericEntity(name);
  return text === undefined ? undefined : { text, textStart: start, isVerbatim: false, end: end + 1 };
}

function isEntityUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 35
  );
}

function numericEntity(name: string): string | undefined {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (match === null) return undefined;
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 10) : Number.parseInt(match[1], 16);
  // Beyond one UTF-16 unit nothing is read: no error text depends on it, and the text must not grow.
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : undefined;
}

/** Reads Slack's `<https://…|label>`, `<@U1|name>`, `<#C1|name>`, `<!here>` at `start`; the label is what a person sees. */
export function readSlackLink(source: string, start: number): Undone | undefined {
  const first = source[start + 1];
  const isMention = first === '@' || first === '#' || first === '!';
  if (!isMention && !/^(?:https?:\/\/|mailto:|tel:)/.test(source.slice(start + 1, start + 9)))
    return undefined;
  let end = start + 1;
  let bar = -1;
  while (end - start < MAX_LINK_LENGTH) {
    const unit = source.charCodeAt(end);
    if (unit === 62) break;
    // NaN is the end of the text; a line end or another `<` means that this was no link.
    if (Number.isNaN(unit) || unit === 10 || unit === 60) return undefined;
    if (unit === 124 && bar < 0) bar = end;
    end += 1;
  }
  if (source.charCodeAt(end) !== 62) return undefined;
  if (isMention && !/^[@#!][A-Za-z0-9^]/.test(source.slice(start + 1, start + 3))) return undefined;
  const textStart = bar < 0 ? start + 1 : bar + 1;
  return { text: source.slice(textStart, end), textStart, isVerbatim: true, end: end + 1 };
}

/**
 * How many times the line's text was put into a JSON string: 0 for none, 1 for `\"`, 2 for `\\\"`.
 * A backslash is only an escape where such quotes show it, or next to a quote with `\n` inside; elsewhere it may
 * be a Windows path.
 */
export function jsonEscapeDepth(source: string, lineStart: number): 0 | 1 | 2 {
  const newline = source.indexOf('\n', lineStart);
  const lineEnd = Math.min(newline < 0 ? source.length : newline, lineStart + ESCAPE_SEARCH_LENGTH);
  const line = source.slice(lineStart, lineEnd);
  if (line.includes('\\\\\\"')) return 2;
  if (line.includes('\\"')) return 1;
  if (/[A-Za-z]:\\/.test(line)) return 0;
  return (line.includes('"') && /\\[nt]/.test(line)) || /\\n(?:\s|\\|at |[A-Z])/.test(line) ? 1 : 0;
}
