import type { Entry } from '../knowledge/entry.ts';
import type { Information } from './information.ts';
import { createNumberList, packLists } from './lists.ts';
import { foldPhrase, type Reading } from './read.ts';
import type { RuleBook } from './rule-book.ts';
import { comparedWords, readSigns, type Sign } from './signs.ts';
import { isWordByItself, type Tokens } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How close a paste is to an entry by the words that they share. */
export interface Resemblance {
  readonly entry: number;
  /** Share of the best sign's information that the paste has; 0 to 1. */
  readonly share: number;
  /** Information of the sign's words that are in the paste. */
  readonly shared: number;
  /** The sign: the entry's title, or the words of one of its rules. */
  readonly sign: string;
  /** A misspelt word of the paste was taken for one of the sign's. */
  readonly hasCorrected: boolean;
}

/** Vocabulary ids of the words of a paste, and of those that misspelt words were meant for. */
export interface PasteWords {
  readonly written: ReadonlySet<number>;
  /** The written ones in their order, repeats included; -1 for a word that no entry has. */
  readonly order: Int32Array;
  readonly corrected: ReadonlySet<number>;
}

export interface ResemblanceIndex {
  /** The entries that share the rarest of the words, most shared first. */
  nearest(ids: Iterable<number>, limit: number): number[];
  /** Those of the paste with their resemblance, closest first. */
  find(words: PasteWords, limit: number): Resemblance[];
  of(entry: number, words: PasteWords): Resemblance;
  /** Words of an entry's signs, for comparing with misspelt ones. */
  signWords(entry: number): ReadonlySet<number>;
}

/** Postings looked at for one paste: rare words first, until this many; it bounds the cost whatever the number of entries. */
const MAX_POSTINGS = 3000;
/** A sign's words stand together when they are within this many words for each of them. */
const WINDOW_PER_WORD = 2;
/** Entries whose signs are kept ready. */
const MAX_CACHED_SIGNS = 4000;

export function createResemblanceIndex(
  entries: readonly Entry[],
  documents: readonly Int32Array[],
  vocabulary: Vocabulary,
  information: Information,
): ResemblanceIndex {
  const postings = invert(documents, vocabulary.size);
  // Signs are taken from an entry when it is a candidate: few ever are, and keeping all would double the memory.
  const signs = new Map<number, readonly Sign[]>();

  function signsOf(entry: number): readonly Sign[] {
    const known = signs.get(entry);
    if (known !== undefined) return known;
    if (signs.size >= MAX_CACHED_SIGNS) signs.clear();
    const read = readSigns(entries[entry], vocabulary, information);
    signs.set(entry, read);
    return read;
  }

  function of(entry: number, { written, corrected }: PasteWords): Resemblance {
    let best: Resemblance = { entry, share: 0, shared: 0, sign: '', hasCorrected: false };
    for (const { text, ids, weights, whole } of signsOf(entry)) {
      let shared = 0;
      let hasCorrected = false;
      for (let index = 0; index < ids.length; index += 1) {
        const id = ids[index] ?? -1;
        const isCorrected = corrected.has(id);
        if (isCorrected || written.has(id)) shared += weights[index] ?? 0;
        hasCorrected ||= isCorrected;
      }
      const share = whole === 0 ? 0 : shared / whole;
      if (share * shared > best.share * best.shared)
        best = { entry, share, shared, sign: text, hasCorrected };
    }
    return best;
  }

  function nearest(ids: Iterable<number>, limit: number): number[] {
    const rarest = [...ids]
      .map((id) => ({ id, list: postings.of(id) }))
      .filter(({ list }) => list.length > 0)
      .sort((left, right) => left.list.length - right.list.length || left.id - right.id);
    const sums = new Map<number, number>();
    let looked = 0;
    for (const { id, list } of rarest) {
      looked += list.length;
      if (looked > MAX_POSTINGS) break;
      const weight = information.ofWord(id);
      for (const entry of list) sums.set(entry, (sums.get(entry) ?? 0) + weight);
    }
    return [...sums]
      .sort(([leftEntry, left], [rightEntry, right]) => right - left || leftEntry - rightEntry)
      .slice(0, limit)
      .map(([entry]) => entry);
  }

  function find(words: PasteWords, limit: number): Resemblance[] {
    return nearest([...words.written, ...words.corrected], limit)
      .map((entry) => together(of(entry, words), words))
      .sort(
        (left, right) => right.share * right.shared - left.share * left.shared || left.entry - right.entry,
      );
  }

  /** The resemblance by those words of the sign that stand together; words strewn over a page are no sign. */
  function together(resemblance: Resemblance, { order, written }: PasteWords): Resemblance {
    const sign = signsOf(resemblance.entry).find(({ text }) => text === resemblance.sign);
    if (sign === undefined || resemblance.hasCorrected) return resemblance;
    const weightOf = new Map(Array.from(sign.ids, (id, index) => [id, sign.weights[index] ?? 0] as const));
    const shared = mostWithin(order, weightOf, sign.ids.length * WINDOW_PER_WORD);
    // Pairs of Chinese, Japanese and Korean characters are no words of the order; they count wherever they stand.
    const pairs = Array.from(sign.ids).filter(
      (id) => written.has(id) && isWordByItself(vocabulary.wordOf(id).charCodeAt(0)),
    );
    const sum = shared + pairs.reduce((total, id) => total + (weightOf.get(id) ?? 0), 0);
    return { ...resemblance, shared: sum, share: sum / sign.whole };
  }

  return { nearest, find, of, signWords: (entry) => new Set(signsOf(entry).flatMap(({ ids }) => [...ids])) };
}

/** Ids of the distinct words of an entry that are indexed: what it says of itself, never its examples. */
export function documentWords(
  entry: Entry,
  number: number,
  book: RuleBook,
  vocabulary: Vocabulary,
): Int32Array {
  const texts = [
    entry.title,
    ...Object.values(entry.titles),
    ...entry.tags,
    ...entry.id.split(/[/#]/),
    ...entry.symptoms,
  ];
  const ids = new Set<number>();
  for (const text of texts) for (const word of comparedWords(foldPhrase(text))) ids.add(vocabulary.add(word));
  const { first, end } = book.rulesOf(number);
  for (let rule = first; rule < end; rule += 1) {
    for (const atom of book.atomsOf(rule)) for (const word of book.atomWords(atom)) ids.add(word);
  }
  return Int32Array.from(ids);
}

/** Words of a paste that are compared, as vocabulary ids; those that no entry has are left out. */
export function pasteWords(reading: Reading, tokens: Tokens, vocabulary: Vocabulary): Set<number> {
  const ids = new Set<number>();
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    let id = tokens.ids[index] ?? -1;
    if (isWordByItself(reading.units[start] ?? 0)) {
      const isPair = tokens.starts[index + 1] === end && isWordByItself(reading.units[end] ?? 0);
      id = isPair ? vocabulary.idOf(reading.folded.slice(start, end + 1)) : -1;
    }
    if (id >= 0) ids.add(id);
  }
  return ids;
}

/** The most weight of distinct words in any stretch of `length` words. */
function mostWithin(order: Int32Array, weightOf: ReadonlyMap<number, number>, length: number): number {
  const counts = new Map<number, number>();
  let sum = 0;
  let most = 0;
  for (let index = 0; index < order.length; index += 1) {
    const entering = order[index] ?? -1;
    const weight = weightOf.get(entering);
    if (weight !== undefined) {
      const count = counts.get(entering) ?? 0;
      if (count === 0) sum += weight;
      counts.set(entering, count + 1);
    }
    const leaving = index >= length ? (order[index - length] ?? -1) : -1;
    const left = weightOf.get(leaving);
    if (left !== undefined) {
      const count = (counts.get(leaving) ?? 1) - 1;
      if (count === 0) sum -= left;
      counts.set(leaving, count);
    }
    if (sum > most) most = sum;
  }
  return most;
}

function invert(documents: readonly Int32Array[], vocabularySize: number) {
  const keys = createNumberList();
  const members = createNumberList();
  for (const [entry, words] of documents.entries()) {
    for (const word of words) {
      keys.push(word);
      members.push(entry);
    }
  }
  return packLists(vocabularySize, keys.values(), members.values());
}
