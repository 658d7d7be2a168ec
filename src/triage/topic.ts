import type { Entry } from '../knowledge/entry.ts';
import { createNumberList, packLists } from './lists.ts';
import { foldPhrase } from './read.ts';
import type { RuleBook } from './rule-book.ts';
import { comparedWords } from './signs.ts';
import type { Vocabulary } from './vocabulary.ts';
import { WEIGHTS } from './weights.ts';

/** The entries whose pages say most of what a paste says. */
export interface Topics {
  /** Closest first, at most `MAX_TOPICS`. */
  readonly entries: readonly number[];
  /** How close an entry is to the paste beside the closest one, 0 to 1. */
  shareOf(entry: number): number;
  /** How many times closer the first is than the second; 1 or more. */
  readonly lead: number;
}

export interface TopicIndex {
  find(words: Iterable<number>, isAllowed: (topic: { readonly entry: number }) => boolean): Topics;
}

export const NO_TOPICS: Topics = { entries: [], shareOf: () => 0, lead: 1 };

/** Entries that are told apart by what their pages say. */
const MAX_TOPICS = 8;

/** A lead is not told beyond this; also where nothing else comes near at all. */
const MAX_LEAD = 10;

/** Postings looked at for one paste: rare words first, until this many; it bounds the cost whatever the number of entries. */
const MAX_POSTINGS = 6000;

/** Weights are kept as whole thousandths. */
const UNIT = 1000;

/**
 * Ranks entries by all that their pages say, for a paste that holds no sign of an entry word for word: BM25 (Robertson
 * and Zaragoza, The Probabilistic Relevance Framework, 2009), words counted by where on the page they stand.
 */
export function createTopicIndex(
  entries: readonly Entry[],
  book: RuleBook,
  vocabulary: Vocabulary,
): TopicIndex {
  const words = createNumberList();
  const numbers = createNumberList();
  const owners = createNumberList();
  const weights = createNumberList();
  const lengths = new Float64Array(entries.length);
  for (const [owner, entry] of entries.entries()) {
    for (const [word, weight] of pageWords(entry, owner, book, vocabulary)) {
      words.push(word);
      numbers.push(numbers.length);
      owners.push(owner);
      weights.push(Math.round(weight * UNIT));
      lengths[owner] = (lengths[owner] ?? 0) + weight;
    }
  }
  const postings = packLists(vocabulary.size, words.values(), numbers.values());
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, entries.length);

  const find: TopicIndex['find'] = (written, isAllowed) => {
    const { saturation, lengthShare } = WEIGHTS.topic;
    const rarest = [...new Set(written)]
      .map((word) => postings.of(word))
      .filter((list) => list.length > 0)
      .sort((left, right) => left.length - right.length);
    const scores = new Map<number, number>();
    let looked = 0;
    for (const list of rarest) {
      looked += list.length;
      if (looked > MAX_POSTINGS) break;
      const rarity = Math.log(1 + (entries.length - list.length + 0.5) / (list.length + 0.5));
      for (const number of list) {
        const owner = owners.at(number);
        const weight = weights.at(number) / UNIT;
        const length = 1 - lengthShare + (lengthShare * (lengths[owner] ?? 0)) / meanLength;
        const worth = (weight * (saturation + 1)) / (weight + saturation * length);
        scores.set(owner, (scores.get(owner) ?? 0) + rarity * worth);
      }
    }
    const closest = [...scores]
      .map(([entry, score]) => ({ entry, score }))
      .sort((left, right) => right.score - left.score || left.entry - right.entry)
      .filter(isAllowed)
      .slice(0, MAX_TOPICS);
    const [first, second] = closest;
    if (first === undefined) return NO_TOPICS;
    return {
      entries: closest.map(({ entry }) => entry),
      shareOf: (entry) => (closest.find((topic) => topic.entry === entry)?.score ?? 0) / first.score,
      lead: second === undefined ? MAX_LEAD : Math.min(MAX_LEAD, first.score / second.score),
    };
  };

  return { find };
}

/** The words of a page with their weight: what it is called says more than what it explains. */
function pageWords(
  entry: Entry,
  number: number,
  book: RuleBook,
  vocabulary: Vocabulary,
): ReadonlyMap<number, number> {
  const { name, rule, symptom, cause } = WEIGHTS.topic;
  const weights = new Map<number, number>();
  const add = (text: string, weight: number): void => {
    for (const word of comparedWords(foldPhrase(text))) {
      const id = vocabulary.add(word);
      weights.set(id, (weights.get(id) ?? 0) + weight);
    }
  };
  for (const text of [entry.title, ...Object.values(entry.titles), ...entry.tags, ...entry.id.split(/[/#]/)])
    add(text, name);
  for (const text of entry.symptoms) add(text, symptom);
  for (const text of entry.causes) add(text, cause);
  const { first, end } = book.rulesOf(number);
  for (let at = first; at < end; at += 1) {
    for (const atom of book.atomsOf(at))
      for (const word of book.atomWords(atom)) weights.set(word, (weights.get(word) ?? 0) + rule);
  }
  return weights;
}
