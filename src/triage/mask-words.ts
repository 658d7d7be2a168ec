/** A placeholder, a word, a number, or what stands between them. */
const PARTS =
  /<(?:time|id|host|email|url|path|value|n)>|\p{N}+(?:[.,]\p{N}+)*(?![\p{L}\p{N}_])|[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu;

/** Words after which a number says what went wrong. */
const CODE_LEADS = new Set(
  'errno error err code status statuscode exit exited exitcode signal sqlstate hresult rc oserror errorcode http'.split(
    ' ',
  ),
);

/** Words that may stand between such a word and its number. */
const BETWEEN = new Set([
  'code',
  'status',
  'with',
  'is',
  'was',
  'of',
  'number',
  'no',
  '1',
  '1.0',
  '1.1',
  '2',
  '2.0',
]);

/** A masked number with its unit, or with its sign. */
const UNIT =
  /<n>(?:%|(?:ns|us|µs|μs|ms|s|secs?|m|mins?|h|hrs?|d|b|k|m|g|t|[kmgt]i?b|[kmgt]i|bytes?|x|px|rps|qps|[kmg]?hz)(?![\p{L}\p{N}_]))/giu;

/** Masks numbers and made-up words. Codes stay: `HTTP 502` and `HTTP 404` are different errors. */
export function maskWords(line: string): string {
  const parts = line.match(PARTS) ?? [];
  const masked: string[] = [];
  for (const [index, part] of parts.entries()) {
    masked.push(/\p{N}/u.test(part) && !part.startsWith('<') ? maskWord(parts, index, part) : part);
  }
  return masked
    .join('')
    .replace(/<n>(?: ?[,.:/x*+-] ?<n>)+/g, '<n>')
    .replace(/(?<![\p{L}\p{N}_])[+-]<n>/gu, '<n>')
    .replace(/_-<n>/g, '_<n>')
    .replace(UNIT, '<n>');
}

function maskWord(parts: readonly string[], index: number, part: string): string {
  if (/^\p{N}/u.test(part) && isCodeNumber(parts, index, part)) return part;
  if (isProductCode(parts, index, part)) return part;
  if (/^\p{N}+(?:[.,]\p{N}+)*$/u.test(part)) return '<n>';
  if (isMadeUp(part)) return '<id>';
  return part.replace(/\p{N}+/gu, '<n>');
}

/** A word of hexadecimal digits, or one that goes between letters and digits more often than names do. */
function isMadeUp(word: string): boolean {
  if (/^(?=.*\p{N})[0-9a-f]{6,}$/iu.test(word)) return true;
  const changes = word.match(/\p{L}\p{N}|\p{N}\p{L}/gu)?.length ?? 0;
  const isRandomCase = word.length >= 10 && (word.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 2;
  return (
    (changes >= 2 && word.length >= 5 && (changes >= 3 || !/_/.test(word))) ||
    (isRandomCase && /\p{N}/u.test(word))
  );
}

function isCodeNumber(parts: readonly string[], index: number, part: string): boolean {
  if (!/^\p{N}{1,6}$/u.test(part) && !/^[0-9A-Z]{5}$/.test(part)) return false;
  const next = parts[index + 1] ?? '';
  if (next === '/' || next === '.' || next === '%') return false;
  let words = 0;
  for (let back = index - 1, seen = 0; back >= 0 && seen < 7; back -= 1, seen += 1) {
    const before = parts[back] ?? '';
    if (/^[\p{L}\p{N}_]/u.test(before)) {
      const word = before.toLowerCase();
      const lead = word.split('_').at(-1) ?? word;
      if (CODE_LEADS.has(word) || CODE_LEADS.has(lead)) return isCodeGap(parts.slice(back + 1, index));
      words += 1;
      if (words > 2 || !BETWEEN.has(word)) return false;
    } else if (before === ']' || before.startsWith('<')) return false;
  }
  return false;
}

/** Between the word and its number stand signs and at most a few small words. */
function isCodeGap(gap: readonly string[]): boolean {
  return !gap.some((part) => part === ',' || part === ';' || part === ']' || part === '\n');
}

function isProductCode(parts: readonly string[], index: number, part: string): boolean {
  const previous = parts[index - 1] ?? '';
  const next = parts[index + 1] ?? '';
  const prefix = previous === '-' || previous === '_' ? (parts[index - 2] ?? '') : '';
  const isPrefixed = /^\p{N}{3,6}[A-Z]?$/u.test(part) && /^[A-Z]{2,8}$/.test(prefix);
  const isWhole = /^[A-Z]{1,10}\p{N}{3,6}[A-Z]?$/u.test(part);
  const isState = /^(?=\p{N}*[A-Z])\p{N}{2}[0-9A-Z]{3}$/u.test(part);
  if (!isPrefixed && !isWhole && !isState) return false;
  const before = isPrefixed ? (parts[index - 3] ?? '') : previous;
  const isBracketed = /[[(]/.test(before) && /[\])]/.test(next);
  const isHead = next === ':' && (parts[index + 2] ?? ' ') === ' ';
  const word = (parts[index - (isPrefixed ? 4 : 2)] ?? '').toLowerCase();
  return isBracketed || isHead || CODE_LEADS.has(word);
}
