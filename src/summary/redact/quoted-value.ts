/** Where a value stands, without its quotes; `isQuoted` tells that it had some. */
export interface ValuePlace {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** A longer value is cut there, so that time stays linear; keys in PEM, which are longer, have a rule of their own. */
const MAX_VALUE_LENGTH = 8192;
/** `Some("…")`, `u'…'`: what some languages put around a text. */
const WRAPPING =
  /(?:(?:Some|Just|String|SecretStr|Secret|str|bytes|Value)\(|[ubrfUBRF]{1,2})(?=\\{0,7}["'])/y;
const OPENING = /\\{0,7}["'`]|&quot;|%22|[“«]/y;
const CLOSING_OF = new Map([
  ['“', '”'],
  ['«', '»'],
]);

/** The value that begins at `at`: between quotes, which may be escaped as in JSON within JSON, or up to white space. */
export function valueAt(text: string, from: number): ValuePlace | undefined {
  WRAPPING.lastIndex = from;
  const at = from + (WRAPPING.exec(text)?.[0].length ?? 0);
  if (text[at] === '[') return listAt(text, at) ?? unquotedAt(text, at);
  if (text[at] === '|' || text[at] === '>') return blockAt(text, at) ?? unquotedAt(text, at);
  OPENING.lastIndex = at;
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return unquotedAt(text, at);
  const start = at + opening.length;
  return { start, end: closingAt(text, start, CLOSING_OF.get(opening) ?? opening), isQuoted: true };
}

/** What is in a list of texts, `["a", "b"]`, as one value. */
function listAt(text: string, at: number): ValuePlace | undefined {
  const list = /^\[\s{0,40}(?:\\{0,7}["'])[^[\]{}]{1,4096}(?=\])/.exec(text.slice(at, at + 4200))?.[0];
  return list === undefined ? undefined : { start: at + 1, end: at + list.length, isQuoted: true };
}

/** The lines of a block in YAML, `|` or `>`, as one value. */
function blockAt(text: string, at: number): ValuePlace | undefined {
  const opening = /^[|>][+-]?\d?[^\S\n]{0,8}\r?\n([^\S\n]{1,60})(?=\S)/.exec(text.slice(at, at + 80));
  if (opening === null) return undefined;
  const indent = opening[1] ?? '';
  const start = at + opening[0].length;
  let end = start;
  for (;;) {
    end = endOfLine(text, end);
    const next = /^\r?\n/.exec(text.slice(end, end + 2))?.[0];
    if (next === undefined || end - start > MAX_VALUE_LENGTH || !text.startsWith(indent, end + next.length))
      break;
    end += next.length;
  }
  return { start, end, isQuoted: true };
}

/** Up to the same quote, escaped as often as the first; to the end of the line where there is none. */
function closingAt(text: string, start: number, quote: string): number {
  const lineEnd = endOfLine(text, start);
  const sign = quote.at(-1) ?? quote;
  const depth = quote.length === 1 || !quote.startsWith('\\') ? 0 : quote.length - 1;
  if (quote.length > 1 && depth === 0) {
    const end = text.slice(start, lineEnd).indexOf(quote);
    return end < 0 ? lineEnd : start + end;
  }
  for (let end = start; end < lineEnd; end += 1) {
    if (text[end] !== sign) continue;
    let escapes = 0;
    while (escapes < end - start && text[end - 1 - escapes] === '\\') escapes += 1;
    // A quote within the value carries more backslashes than the ones around it.
    if (escapes <= depth) return end - Math.min(escapes, depth);
  }
  return lineEnd;
}

/** Up to white space, or to what parts one setting from the next: `; Server=`, `&page=`, `, user=`. */
function unquotedAt(text: string, start: number): ValuePlace | undefined {
  const limit = Math.min(endOfLine(text, start), start + MAX_VALUE_LENGTH);
  UNQUOTED.lastIndex = start;
  let value = (UNQUOTED.exec(text)?.[0] ?? '').slice(0, limit - start);
  const nextSetting = value.search(
    /[;&,?][\w.-]{1,40}(?:=|%3D|":|':)|["'`]|<\/|\\["'nrt]|&(?:amp|quot|lt|gt);|%22/,
  );
  if (nextSetting >= 0) value = value.slice(0, nextSetting);
  value = value.replace(/[,;]$/, '').replace(/[)\]}>.,;:]{1,5}$/, (closing) => keptClosing(value, closing));
  return value === '' ? undefined : { start, end: start + value.length, isQuoted: false };
}

const UNQUOTED = /[^\s"'`]{0,8192}/y;

/** A closing bracket belongs to the value where the value opened it. */
function keptClosing(value: string, closing: string): string {
  const body = value.slice(0, value.length - closing.length);
  const opened = [...body].filter((sign) => '([{<'.includes(sign)).length;
  return opened > 0 ? closing.slice(0, opened) : '';
}

function endOfLine(text: string, from: number): number {
  const line = text.slice(from, from + MAX_VALUE_LENGTH);
  const end = line.search(/\r?\n/);
  return end < 0 ? from + line.length : from + end;
}
