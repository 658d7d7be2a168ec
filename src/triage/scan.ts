import { readCodes } from './code-signals.ts';
import { findErrorBodies } from './envelopes.ts';
import { ERRNO_TEXTS } from './errnos.ts';
import { offsetPlace, sourcePlace } from './lines.ts';
import { createPhraseIndex } from './phrases.ts';
import type { Reading } from './read.ts';
import type { Signal, SignalKind } from './result.ts';
import type { RuleBook } from './rule-book.ts';
import type { Tokens } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createWantedPatterns } from './wanted-patterns.ts';
import { viewWords } from './word-view.ts';

/** A stretch of the folded text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one look over a text found. */
export interface Scan {
  /** Where each atom that is there stands, first place first. */
  readonly places: ReadonlyMap<number, readonly Span[]>;
  readonly signals: readonly Signal[];
}

export type Scanner = (reading: Reading, tokens: Tokens) => Scan;

/** Signals of one paste; a longer list helps nobody. */
const MAX_SIGNALS = 40;
/** Places kept of one atom; a telling line is among the first, or stands out by its words. */
const MAX_PLACES = 8;
/** How often one and the same word is looked at: a text with more of it repeats itself. */
const MAX_LOOKS = 1000;

export function createScanner(book: RuleBook, vocabulary: Vocabulary): Scanner {
  const errnoTexts = createPhraseIndex(vocabulary);
  const errnoOfPhrase = new Map(ERRNO_TEXTS.map(([text, errno]) => [errnoTexts.add(text), errno]));
  const wanted = createWantedPatterns(book, book.patterns.count, book.patterns.rarityOf);

  return (reading, tokens) => {
    const places = new Map<number, Span[]>();
    const signals = new Map<string, Signal>();

    function place(atom: number, span: Span): void {
      const spans = places.get(atom);
      if (spans === undefined) places.set(atom, [span]);
      else if (spans.length < MAX_PLACES) spans.push(span);
    }

    function signal(kind: SignalKind, value: string, start: number): void {
      const key = `${kind}:${value}`;
      // One number is told once: a status is also `code 502` to a rule, but not to a reader.
      if (
        signals.has(key) ||
        (kind === 'code' && signals.has(`status:${value}`)) ||
        signals.size >= MAX_SIGNALS
      )
        return;
      signals.set(key, { kind, value, line: sourcePlace(reading, start).line });
    }

    function code(kind: SignalKind, value: string, span: Span): void {
      signal(kind, value, span.start);
      const atom = book.atomOfCode(kind, value);
      if (atom !== undefined) place(atom, span);
    }

    for (const hit of book.phrases.find(reading, tokens)) {
      for (const atom of book.atomsOfPhrase(hit.phrase)) {
        place(atom, hit);
        const kind = book.atomKind(atom);
        if (kind === 'alert' || kind === 'code')
          signal(kind, reading.casedSlice(hit.start, hit.end), hit.start);
      }
    }
    const words = viewWords(reading, tokens);
    const looks = new Map<string, number>();
    for (let index = 0; index < tokens.count; index += 1) {
      if (!mayBeCode(reading, tokens, index)) continue;
      const word = words.text(index);
      const looked = looks.get(word) ?? 0;
      if (looked >= MAX_LOOKS) continue;
      looks.set(word, looked + 1);
      for (const found of readCodes(words, index)) {
        code(found.kind, found.value, { start: words.start(found.first), end: words.end(found.last) });
      }
    }
    for (const hit of errnoTexts.find(reading, tokens)) {
      const errno = errnoOfPhrase.get(hit.phrase);
      if (errno !== undefined) code('errno', errno, hit);
    }
    const findPatterns = (isWanted: (pattern: number) => boolean): void => {
      for (const hit of book.patterns.find(reading, tokens, isWanted)) {
        const atom = book.atomOfPattern(hit.pattern);
        if (atom !== undefined) place(atom, hit);
      }
    };
    const loneStatus = /^\s*([45]\d\d)\s*$/.exec(reading.folded)?.[1];
    if (loneStatus !== undefined) code('status', loneStatus, { start: 0, end: reading.length });
    findPatterns(wanted.atFirst(places));
    const more = wanted.thereafter(places);
    if (more !== undefined) findPatterns(more);
    for (const body of findErrorBodies(reading.source)) {
      const { line } = offsetPlace(reading, body.offset);
      for (const [kind, value] of [
        ['code', body.code],
        ['message', body.message],
      ] as const) {
        const key = `${kind}:${value}`;
        if (value !== undefined && !signals.has(key))
          signals.set(key, { kind, value: value.slice(0, 300), line });
      }
    }
    return { places, signals: [...signals.values()].sort((left, right) => left.line - right.line) };
  };
}

/** A cheap look before the dear one: numbers of two to eight digits, and words that begin with a capital letter. */
function mayBeCode(reading: Reading, tokens: Tokens, index: number): boolean {
  const start = tokens.starts[index] ?? 0;
  const unit = reading.units[start] ?? 0;
  if (unit >= 48 && unit <= 57) return (tokens.ends[index] ?? 0) - start <= 8;
  const source = reading.source.charCodeAt(reading.offsets[start] ?? 0);
  return source >= 65 && source <= 90;
}
