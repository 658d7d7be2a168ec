import type { Reading } from './read.ts';
import { lineAt, lineEnd } from './lines.ts';
import { foldPhrase } from './read.ts';
import { isIdentifierUnit, type Tokens, wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createWordTrie } from './word-trie.ts';

/** A place in the folded text where a phrase stands; `end` is exclusive. */
export interface PhraseHit {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** Finds all phrases in one pass over the words of a text, at a cost that does not grow with their number. */
export interface PhraseIndex {
  /** Adds a phrase and gives its number, the same for the same phrase. `…` stands for any run on the line. */
  add(phrase: string): number;
  /** Adds words that may be joined by a space, `-`, `_`, `.` or nothing at all: a name taken apart. */
  addName(words: readonly string[]): number;
  /** Hits in the order in which they end, at most `MAX_HITS` of each phrase. */
  find(reading: Reading, tokens: Tokens): PhraseHit[];
}

/** More places of one phrase than this say nothing new. */
const MAX_HITS = 8;

/** Length of the word beginnings and ends by which `OutOfMemory…` and `…Exception` are found. */
const FRAGMENT_LENGTH = 3;

/** A part of a phrase between two `…`; an open side may end inside a longer word. */
interface Segment {
  readonly text: string;
  readonly isOpenAtStart: boolean;
  readonly isOpenAtEnd: boolean;
}

interface Phrase {
  readonly segments: readonly Segment[];
  /** Which segment is looked for first: the one with the most words. */
  readonly anchor: number;
  readonly isName: boolean;
}

/** Where an anchor's first whole word begins in it, and whose anchor it is. */
interface Entrance {
  readonly phrase: number;
  readonly lead: number;
}

export function createPhraseIndex(vocabulary: Vocabulary): PhraseIndex {
  const phrases: Phrase[] = [];
  const known = new Map<string, number>();
  const trie = createWordTrie();
  const entrances = new Map<number, Entrance[]>();
  const beginnings = new Map<number, Entrance[]>();
  const endings = new Map<number, Entrance[]>();

  function register(key: string, phrase: Phrase): number {
    const number = phrases.length;
    phrases.push(phrase);
    known.set(key, number);
    const anchor = phrase.segments[phrase.anchor];
    if (anchor === undefined) return number;
    const words = wholeWords(anchor);
    const first = words[0];
    if (first !== undefined) {
      const node = trie.insert(words.map(({ word }) => vocabulary.add(word)));
      push(entrances, node, { phrase: number, lead: first.start });
    } else if (anchor.text.length >= FRAGMENT_LENGTH) {
      // An anchor inside a single word is found by that word's beginning, or its end.
      const [fragments, at] = anchor.isOpenAtStart ? [endings, anchor.text.length - FRAGMENT_LENGTH] : [beginnings, 0];
      push(fragments, fragmentKey(anchor.text, at), { phrase: number, lead: 0 });
    }
    return number;
  }

  function add(text: string): number {
    const folded = foldPhrase(text);
    const existing = known.get(folded);
    if (existing !== undefined) return existing;
    const segments = splitSegments(folded);
    return register(folded, { segments, anchor: anchorOf(segments), isName: false });
  }

  function addName(words: readonly string[]): number {
    const text = words.map((word) => foldPhrase(word)).join(' ');
    const key = `name:${text}`;
    const segments = [{ text, isOpenAtStart: false, isOpenAtEnd: false }];
    return known.get(key) ?? register(key, { segments, anchor: 0, isName: true });
  }

  function find(reading: Reading, tokens: Tokens): PhraseHit[] {
    const hits: PhraseHit[] = [];
    const seen = new Map<number, { count: number; line: number }>();

    function tryAt(entrance: Entrance, position: number, tokenEnd: number): void {
      const phrase = phrases[entrance.phrase];
      if (phrase === undefined) return;
      const state = seen.get(entrance.phrase) ?? { count: 0, line: -1 };
      if (state.count >= MAX_HITS) return;
      const hit = phrase.isName
        ? { start: position, end: tokenEnd }
        : phrase.segments.length === 1
          ? placeOf(reading, phrase.segments[0], position - entrance.lead)
          : onLine(reading, phrase, position, state);
      seen.set(entrance.phrase, state);
      if (hit === undefined) return;
      state.count += 1;
      hits.push({ phrase: entrance.phrase, ...hit });
    }

    const { count, starts, ends, ids } = tokens;
    for (let first = 0; first < count; first += 1) {
      const start = starts[first] ?? 0;
      const end = ends[first] ?? 0;
      if (beginnings.size > 0 && end - start >= FRAGMENT_LENGTH) {
        for (const entrance of beginnings.get(fragmentKey(reading.folded, start)) ?? []) tryAt(entrance, start, end);
      }
      if (endings.size > 0 && end - start >= FRAGMENT_LENGTH) {
        for (const entrance of endings.get(fragmentKey(reading.folded, end - FRAGMENT_LENGTH)) ?? []) {
          tryAt(entrance, end - anchorLength(phrases[entrance.phrase]), end);
        }
      }
      let node = 0;
      for (let last = first; last < count; last += 1) {
        const id = ids[last] ?? -1;
        if (id < 0) break;
        node = trie.step(node, id);
        if (node === 0) break;
        for (const entrance of entrances.get(node) ?? []) {
          const isName = phrases[entrance.phrase]?.isName === true;
          if (!isName || isOneName(reading, tokens, first, last)) tryAt(entrance, start, ends[last] ?? 0);
        }
      }
    }
    return hits;
  }

  return { add, addName, find };
}

function splitSegments(folded: string): Segment[] {
  const parts = folded.split('…');
  const segments: Segment[] = [];
  for (const [index, part] of parts.entries()) {
    const text = part.trim();
    if (text === '') continue;
    segments.push({
      text,
      isOpenAtStart: index > 0 && part.trimStart() === part,
      isOpenAtEnd: index < parts.length - 1 && part.trimEnd() === part,
    });
  }
  return segments;
}

function anchorOf(segments: readonly Segment[]): number {
  let best = 0;
  for (const [index, segment] of segments.entries()) {
    const bestSegment = segments[best];
    if (bestSegment === undefined) break;
    const gain = wholeWords(segment).length - wholeWords(bestSegment).length;
    if (gain > 0 || (gain === 0 && segment.text.length > bestSegment.text.length)) best = index;
  }
  return best;
}

/** The words of a segment that cannot be a part of a longer one in the text. */
function wholeWords(segment: Segment): ReturnType<typeof wordsOf> {
  const words = wordsOf(segment.text);
  const from = segment.isOpenAtStart && words[0]?.start === 0 ? 1 : 0;
  const to = segment.isOpenAtEnd && words.at(-1)?.end === segment.text.length ? words.length - 1 : words.length;
  return words.slice(from, to);
}

/** The place of the segment if it stands at `start`, with whole words at its closed sides. */
function placeOf(reading: Reading, segment: Segment | undefined, start: number): { start: number; end: number } | undefined {
  if (segment === undefined || start < 0 || !reading.folded.startsWith(segment.text, start)) return undefined;
  const end = start + segment.text.length;
  const { units, length } = reading;
  if (!segment.isOpenAtStart && start > 0 && isIdentifierUnit(units[start] ?? 0) && isIdentifierUnit(units[start - 1] ?? 0)) {
    return undefined;
  }
  if (!segment.isOpenAtEnd && end < length && isIdentifierUnit(units[end - 1] ?? 0) && isIdentifierUnit(units[end] ?? 0)) {
    return undefined;
  }
  return { start, end };
}

/** All segments in order on the line of `position`; each line is looked at once for a phrase. */
function onLine(
  reading: Reading,
  phrase: Phrase,
  position: number,
  state: { line: number },
): { start: number; end: number } | undefined {
  const line = lineAt(reading, position);
  if (line === state.line) return undefined;
  state.line = line;
  const end = lineEnd(reading, line);
  let from = reading.lineStarts[line] ?? 0;
  let first = -1;
  for (const segment of phrase.segments) {
    const place = nextPlace(reading, segment, from, end);
    if (place === undefined) return undefined;
    if (first < 0) first = place.start;
    from = place.end;
  }
  return { start: first, end: from };
}

function nextPlace(reading: Reading, segment: Segment, from: number, end: number): { start: number; end: number } | undefined {
  // The text is cut at the line's end first: a search that fails must not run on through a megabyte.
  const line = reading.folded.slice(from, end);
  for (let at = line.indexOf(segment.text); at >= 0; at = line.indexOf(segment.text, at + 1)) {
    const place = placeOf(reading, segment, from + at);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Whether the words `first` to `last` are parted by at most one of the signs that part the words of a name. */
function isOneName(reading: Reading, tokens: Tokens, first: number, last: number): boolean {
  for (let index = first; index < last; index += 1) {
    const gapStart = tokens.ends[index] ?? 0;
    const gap = (tokens.starts[index + 1] ?? 0) - gapStart;
    if (gap > 1 || (gap === 1 && !' -_.'.includes(reading.folded[gapStart] ?? 'x'))) return false;
  }
  return true;
}

function anchorLength(phrase: Phrase | undefined): number {
  return phrase?.segments[phrase.anchor]?.text.length ?? 0;
}

function fragmentKey(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
