import type { Span } from './span.ts';

const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const END = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
/** One line of a key, with what a log puts before it; lines end as they are, or as `\n` in JSON. */
const BODY_LINE =
  /(?:[^\S\n]|[|>"',+])*(?:[A-Za-z0-9+/=]{8,200}|[A-Z][A-Za-z-]{2,30}: [^\n\\]{0,200}|)(?:[^\S\n]|[|"',+])*(?:\n|\\+r|\\+n)/y;
/** What is left at the end of a text that was cut. */
const LAST_LINE = /(?:[^\S\n]|[|>"'])*[A-Za-z0-9+/=]{8,200}(?![A-Za-z0-9+/=])/y;
/** A 16384-bit RSA key has about 12,600 characters. */
const MAX_KEY_LENGTH = 20_000;
/** The beginning of every unencrypted OpenSSH key, in base64, whether its frame is there or not. */
const OPENSSH_BODY = /b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=\s\\]{0,20000}/g;

/** Private keys in PEM's frame, whole, without an end, or with nothing but their end. */
export function findPrivateKeys(text: string): Span[] {
  const spans: Span[] = [];
  const ends = [...text.matchAll(END)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const begins = [...text.matchAll(BEGIN)];
  let next = 0;
  for (const [index, { 0: frame, index: start }] of begins.entries()) {
    while ((ends[next]?.start ?? Number.POSITIVE_INFINITY) < start) next += 1;
    const end = ends[next];
    const nextBegin = begins[index + 1]?.index ?? Number.POSITIVE_INFINITY;
    if (end !== undefined && end.start < nextBegin && end.start - start < MAX_KEY_LENGTH)
      spans.push({ start, end: end.end, kind: 'secret' });
    else spans.push({ start, end: endOfBody(text, start + frame.length), kind: 'secret' });
  }
  for (const { start, end } of ends) spans.push({ start: startOfBody(text, start), end, kind: 'secret' });
  for (const { 0: body, index } of text.matchAll(OPENSSH_BODY))
    spans.push({ start: index, end: index + body.trimEnd().length, kind: 'secret' });
  return spans;
}

function endOfBody(text: string, from: number): number {
  let at = from;
  for (;;) {
    BODY_LINE.lastIndex = at;
    const line = BODY_LINE.exec(text)?.[0];
    if (line === undefined || at - from > MAX_KEY_LENGTH) break;
    at += line.length;
  }
  LAST_LINE.lastIndex = at;
  const end = at + (LAST_LINE.exec(text)?.[0].length ?? 0);
  return from + text.slice(from, end).trimEnd().length;
}

/** Goes back over lines of base64 that stand before an end with no beginning. */
function startOfBody(text: string, end: number): number {
  let at = end;
  while (end - at < MAX_KEY_LENGTH) {
    const line = /(?:^|[^A-Za-z0-9+/=])([A-Za-z0-9+/=]{16,200})(?:\s|\\+[rn]){1,4}$/.exec(
      text.slice(Math.max(0, at - 260), at),
    );
    if (line?.[1] === undefined) break;
    at -= line[0].length - line[0].indexOf(line[1]);
  }
  return at;
}
