import { createFinder } from './find-texts.ts';
import { joinSpans, type Kind, outsidePlaceholders, type Span } from './span.ts';

interface Value {
  readonly value: string;
  readonly kind: Kind;
}

/** A shorter secret than this is looked for only as a word of its own: it may be a part of any word. */
const MIN_SECRET_INSIDE_WORDS = 8;
/** A shorter value than this is taken out where it was recognised, and nowhere else: its like is in every text. */
const MIN_LENGTH = {
  secret: 4,
  email: 3,
  account: 4,
  host: 3,
  ip: 3,
  phone: 6,
  user: 3,
} as const satisfies Record<Kind, number>;
/** Of a longer value its beginning is looked for; it bounds the automaton. */
const MAX_NEEDLE_LENGTH = 512;

interface Needle extends Value {
  readonly needle: string;
  readonly isInsideWords: boolean;
}

/** For each text the places where known values stand once more, bare or in another writing, in one walk over it. */
export function findRepeats(texts: readonly string[], values: readonly Value[]): Span[][] {
  const needles = uniqueNeedles(values);
  if (needles.length === 0) return texts.map(() => []);
  const find = createFinder(needles.map(({ needle }) => needle));
  return texts.map((text) => {
    const spans: Span[] = [];
    for (const { start, end, index } of find(text)) {
      const needle = needles[index];
      if (needle === undefined) continue;
      if (needle.isInsideWords || (!isWordPart(text[start - 1]) && !isWordPart(text[end])))
        spans.push({ start, end, kind: needle.kind });
    }
    return outsidePlaceholders(text, joinSpans(spans));
  });
}

function uniqueNeedles(values: readonly Value[]): Needle[] {
  const needles = new Map<string, Needle>();
  for (const { value, kind } of values) {
    if (value.length < MIN_LENGTH[kind]) continue;
    const isInsideWords = kind === 'secret' && value.length >= MIN_SECRET_INSIDE_WORDS;
    for (const writing of kind === 'secret' ? writingsOf(value) : [value, ...shortNames(value, kind)]) {
      const needle = writing.slice(0, MAX_NEEDLE_LENGTH);
      if (!needles.has(needle)) needles.set(needle, { value, kind, needle, isInsideWords });
    }
  }
  return [...needles.values()];
}

/** The value as it stands in a URL, in JSON, and decoded from a URL. */
function writingsOf(value: string): string[] {
  const writings = [value, JSON.stringify(value).slice(1, -1)];
  for (const convert of [encodeURIComponent, decodeURIComponent]) {
    try {
      writings.push(convert(value));
    } catch (error) {
      // Half a surrogate pair has no encoding, and `100%` none to undo.
      if (!(error instanceof URIError)) throw error;
    }
  }
  return writings.filter((writing) => writing.length >= MIN_LENGTH.secret);
}

/** A host by its first label, a person by what stands before the `@`, where that is a name and no word. */
function shortNames(value: string, kind: Kind): string[] {
  const short =
    kind === 'host' ? (value.split('.')[0] ?? '') : kind === 'email' ? (value.split('@')[0] ?? '') : '';
  const isName =
    kind === 'email' ? /[.\d_-]/.test(short) && short.length >= 5 : /\d/.test(short) && short.length >= 4;
  return isName && short !== value && /[a-z]/i.test(short) ? [short] : [];
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
