const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /(?:[{}[\],:])|"(?:[^"\\\n\r\t]|\\.)*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/** What may come next: after `[` and `{` the end may, after a comma it may not. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/**
 * Where a text stops being JSON, for people: `line 3, column 14`. JSON.parse tells the place in words that differ
 * between releases, and for short texts not at all.
 */
export function jsonFaultPlace(text: string): string {
  const lines = text.slice(0, faultOffset(text)).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function faultOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  while (offset < text.length) {
    offset = endOf(SPACE, text, offset) ?? offset;
    const end = endOf(TOKEN, text, offset);
    if (end === undefined) return offset;
    const next = after(text.slice(offset, Math.min(end, offset + 1)), expected, open);
    if (next === undefined) return offset;
    expected = next;
    offset = end;
  }
  return offset;
}

/** What is expected after a token that begins with `sign`; `undefined` when the token must not come here. */
function after(sign: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  const wantsValue = expected === 'value' || expected === 'value or end';
  const wantsKey = expected === 'key' || expected === 'key or end';
  const inside = open.at(-1);
  switch (sign) {
    case '{':
    case '[':
      if (!wantsValue) return undefined;
      open.push(sign);
      return sign === '{' ? 'key or end' : 'value or end';
    case '}':
      return inside === '{' && (expected === 'key or end' || expected === 'comma or end')
        ? closed(open)
        : undefined;
    case ']':
      return inside === '[' && (expected === 'value or end' || expected === 'comma or end')
        ? closed(open)
        : undefined;
    case ':':
      return expected === 'colon' ? 'value' : undefined;
    case ',':
      if (expected !== 'comma or end') return undefined;
      return inside === '{' ? 'key' : 'value';
    case '"':
      if (wantsKey) return 'colon';
      return wantsValue ? afterValue(open) : undefined;
    default:
      return wantsValue ? afterValue(open) : undefined;
  }
}

function closed(open: ('{' | '[')[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'nothing' : 'comma or end';
}

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
