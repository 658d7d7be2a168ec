import { lineAt, lineEnd } from './lines.ts';
import { createNumberList } from './lists.ts';
import { foldPhrase, type Reading } from './read.ts';
import { anchorOf, placeOf, type Segment, splitSegments, wholeWords } from './segments.ts';
import { type Tokens, wordsOf } from './tokens.ts';
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
  /** The same for a phrase that is folded already, with its words. */
  addFolded(folded: string, words: Words): number;
  /** Adds words that may be joined by a space, `-`, `_`, `.` or nothing at all: a name taken apart. */
  addName(words: readonly string[]): number;
  /** Hits in the order in which they begin, at most `MAX_HITS` of each phrase. */
  find(reading: Reading, tokens: Tokens): PhraseHit[];
}

type Words = ReturnType<typeof wordsOf>;

/** More places of one phrase than this say nothing new. */
const MAX_HITS = 8;

/** Length of the word beginnings and ends by which `OutOfMemory…` and `…Exception` are found. */
const FRAGMENT_LENGTH = 3;

/** What is told apart at a hit: a plain phrase, one with `…` (parted into segments), or the words of a name. */
type PhraseKind = 'plain' | 'parted' | 'name';

const KINDS: readonly PhraseKind[] = ['plain', 'parted', 'name'];

export function createPhraseIndex(vocabulary: Vocabulary): PhraseIndex {
  // One string and four numbers a phrase: a large knowledge base has a million of them.
  const texts: string[] = [];
  const kinds = createNumberList();
  const leads = createNumberList();
  const nextAtNode = createNumberList();
  const firstAtNode = createNumberList();
  const known = new Map<string, number>();
  const trie = createWordTrie();
  const beginnings = new Map<number, number[]>();
  const endings = new Map<number, number[]>();
  firstAtNode.push(-1);

  function register(
    key: string,
    text: string,
    kind: PhraseKind,
    anchor: Segment | undefined,
    words: Words,
  ): number {
    const number = texts.length;
    texts.push(text);
    known.set(key, number);
    kinds.push(KINDS.indexOf(kind));
    leads.push(words[0]?.start ?? 0);
    if (words.length > 0) enter(trie.insert(words.map(({ word }) => vocabulary.add(word))), number);
    else nextAtNode.push(-1);
    if (words.length === 0 && anchor !== undefined && anchor.text.length >= FRAGMENT_LENGTH) {
      // An anchor inside a single word is found by that word's beginning, or its end.
      if (anchor.isOpenAtStart)
        push(endings, fragmentKey(anchor.text, anchor.text.length - FRAGMENT_LENGTH), number);
      else push(beginnings, fragmentKey(anchor.text, 0), number);
    }
    return number;
  }

  /** Puts the phrase at the head of the node's chain. */
  function enter(node: number, phrase: number): void {
    while (firstAtNode.length < trie.nodeCount) firstAtNode.push(-1);
    nextAtNode.push(firstAtNode.at(node));
    firstAtNode.values()[node] = phrase;
  }

  function addFolded(folded: string, words: Words): number {
    const existing = known.get(folded);
    if (existing !== undefined) return existing;
    if (!folded.includes('…')) return register(folded, folded, 'plain', undefined, words);
    const segments = splitSegments(folded);
    const anchor = segments[anchorOf(segments)];
    return register(folded, folded, 'parted', anchor, anchor === undefined ? [] : wholeWords(anchor));
  }

  function addName(words: readonly string[]): number {
    const text = words.map((word) => foldPhrase(word)).join(' ');
    const key = `name:${text}`;
    return known.get(key) ?? register(key, text, 'name', undefined, wordsOf(text));
  }

  function find(reading: Reading, tokens: Tokens): PhraseHit[] {
    const hits: PhraseHit[] = [];
    const counts = new Map<number, number>();
    const lines = new Map<number, number>();
    const segmentsOf = new Map<number, readonly Segment[]>();

    /** The place of the phrase whose anchor's first whole word is at `position`. */
    function placeAt(
      phrase: number,
      position: number,
      tokenEnd: number,
    ): { start: number; end: number } | undefined {
      const text = texts[phrase] ?? '';
      const kind = KINDS[kinds.at(phrase)];
      if (kind === 'name') return { start: position, end: tokenEnd };
      if (kind === 'plain') {
        return placeOf(
          reading,
          { text, isOpenAtStart: false, isOpenAtEnd: false },
          position - leads.at(phrase),
        );
      }
      // Each line is looked at once: the segments are looked for in order from its beginning.
      const line = lineAt(reading, position);
      if (lines.get(phrase) === line) return undefined;
      lines.set(phrase, line);
      const segments = segmentsOf.get(phrase) ?? splitSegments(text);
      segmentsOf.set(phrase, segments);
      return onLine(reading, segments, line);
    }

    function tryAt(phrase: number, position: number, tokenEnd: number): void {
      const count = counts.get(phrase) ?? 0;
      if (count >= MAX_HITS) return;
      const place = placeAt(phrase, position, tokenEnd);
      if (place === undefined) return;
      counts.set(phrase, count + 1);
      hits.push({ phrase, ...place });
    }

    const { count, starts, ends, ids } = tokens;
    for (let first = 0; first < count; first += 1) {
      const start = starts[first] ?? 0;
      const end = ends[first] ?? 0;
      if (end - start >= FRAGMENT_LENGTH) {
        if (beginnings.size > 0) {
          for (const phrase of beginnings.get(fragmentKey(reading.folded, start)) ?? [])
            tryAt(phrase, start, end);
        }
        if (endings.size > 0) {
          for (const phrase of endings.get(fragmentKey(reading.folded, end - FRAGMENT_LENGTH)) ?? [])
            tryAt(phrase, start, end);
        }
      }
      let node = 0;
      for (let last = first; last < count; last += 1) {
        const id = ids[last] ?? -1;
        node = id < 0 ? 0 : trie.step(node, id);
        if (node === 0) break;
        for (let phrase = firstAtNode.at(node); phrase >= 0; phrase = nextAtNode.at(phrase)) {
          const isName = KINDS[kinds.at(phrase)] === 'name';
          if (!isName || isOneName(reading, tokens, first, last)) tryAt(phrase, start, ends[last] ?? 0);
        }
      }
    }
    return hits;
  }

  function add(text: string): number {
    const folded = foldPhrase(text);
    return addFolded(folded, wordsOf(folded));
  }

  return { add, addFolded, addName, find };
}

/** All segments in order on one line. */
function onLine(
  reading: Reading,
  segments: readonly Segment[],
  line: number,
): { start: number; end: number } | undefined {
  const lineStart = reading.lineStarts[line] ?? 0;
  // The text is cut at the line's end first: a search that fails must not run on through a megabyte.
  const text = reading.folded.slice(lineStart, lineEnd(reading, line));
  let from = 0;
  let first = -1;
  for (const segment of segments) {
    let place: { start: number; end: number } | undefined;
    for (
      let at = text.indexOf(segment.text, from);
      at >= 0 && place === undefined;
      at = text.indexOf(segment.text, at + 1)
    ) {
      place = placeOf(reading, segment, lineStart + at);
    }
    if (place === undefined) return undefined;
    if (first < 0) first = place.start;
    from = place.end - lineStart;
  }
  return { start: first, end: lineStart + from };
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

function fragmentKey(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2);
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
