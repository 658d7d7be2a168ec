import type { Entry } from '../knowledge/entry.ts';
import type { Information } from './information.ts';
import { nameWords } from './names.ts';
import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How close a paste is to an entry by the words that they share. */
export interface Resemblance {
  readonly entry: number;
  /** Share of the best sign's information that the paste has; 0 to 1. */
  readonly share: number;
  /** Information of the sign's words that are in the paste. */
  readonly shared: number;
  /** The sign: the entry's title, or one of its rules' phrases. */
  readonly sign: string;
}

export interface ResemblanceIndex {
  /** The entries that share the rarest words with the paste, closest first. */
  find(words: ReadonlySet<number>, limit: number): Resemblance[];
  of(entry: number, words: ReadonlySet<number>): Resemblance;
  /** Words of an entry's signs, for comparing with misspelt ones. */
  signWords(entry: number): readonly number[];
}

interface Sign {
  readonly text: string;
  readonly words: readonly number[];
  readonly information: number;
}

/** Postings looked at for one paste: rare words first, until this many; it bounds the cost whatever the number of entries. */
const MAX_POSTINGS = 3000;
/** A sign with fewer distinct words is no sign to compare with. */
const MIN_SIGN_WORDS = 2;

export function createResemblanceIndex(
  entries: readonly Entry[],
  documents: readonly ReadonlySet<string>[],
  vocabulary: Vocabulary,
  information: Information,
): ResemblanceIndex {
  const signs = entries.map((entry) => signsOf(entry, vocabulary, information));
  const postings = new Map<number, number[]>();
  for (const [number, words] of documents.entries()) {
    for (const word of words) {
      const id = vocabulary.add(word);
      const list = postings.get(id);
      if (list === undefined) postings.set(id, [number]);
      else list.push(number);
    }
  }
  const wordInformation = (id: number): number => information.ofWord(vocabulary.wordOf(id));

  function of(entry: number, words: ReadonlySet<number>): Resemblance {
    let best: Resemblance = { entry, share: 0, shared: 0, sign: '' };
    for (const sign of signs[entry] ?? []) {
      let shared = 0;
      for (const word of sign.words) if (words.has(word)) shared += wordInformation(word);
      const share = shared / sign.information;
      if (share * shared > best.share * best.shared) best = { entry, share, shared, sign: sign.text };
    }
    return best;
  }

  function find(words: ReadonlySet<number>, limit: number): Resemblance[] {
    const rarest = [...words]
      .flatMap((id) => {
        const list = postings.get(id);
        return list === undefined ? [] : [{ id, list }];
      })
      .sort((left, right) => left.list.length - right.list.length || left.id - right.id);
    const sums = new Map<number, number>();
    let looked = 0;
    for (const { id, list } of rarest) {
      looked += list.length;
      if (looked > MAX_POSTINGS) break;
      const weight = wordInformation(id);
      for (const entry of list) sums.set(entry, (sums.get(entry) ?? 0) + weight);
    }
    const nearest = [...sums].sort(([leftEntry, left], [rightEntry, right]) => right - left || leftEntry - rightEntry);
    return nearest
      .slice(0, limit)
      .map(([entry]) => of(entry, words))
      .sort((left, right) => right.share * right.shared - left.share * left.shared || left.entry - right.entry);
  }

  return { find, of, signWords: (entry) => [...new Set((signs[entry] ?? []).flatMap((sign) => sign.words))] };
}

/** The distinct words of an entry that are indexed: what it says of itself, never its examples. */
export function documentWords(entry: Entry): ReadonlySet<string> {
  const texts = [
    entry.title,
    ...Object.values(entry.titles),
    ...entry.tags,
    ...entry.id.split(/[/#]/),
    ...entry.symptoms,
    ...entry.rules.flatMap(ruleTexts),
  ];
  const words = new Set(texts.flatMap((text) => wordsOf(foldPhrase(text)).map(({ word }) => word)));
  for (const rule of entry.rules) {
    if (rule.kind === 'alert') for (const word of nameWords(rule.name)) words.add(word);
  }
  return words;
}

function ruleTexts(rule: Entry['rules'][number]): string[] {
  if (rule.kind === 'phrase') return [rule.text];
  if (rule.kind === 'all') return rule.parts.flatMap(ruleTexts);
  if (rule.kind === 'alert') return [rule.name];
  return rule.kind === 'pattern' ? [] : [rule.value];
}

function signsOf(entry: Entry, vocabulary: Vocabulary, information: Information): Sign[] {
  const alerts = entry.rules.flatMap((rule) => (rule.kind === 'alert' ? [nameWords(rule.name).join(' ')] : []));
  const phrases = entry.rules.flatMap((rule) => (rule.kind === 'phrase' ? [rule.text] : []));
  return [entry.title, ...Object.values(entry.titles), ...phrases, ...alerts].flatMap((text) => {
    const words = [...new Set(wordsOf(foldPhrase(text)).map(({ word }) => word))];
    const sum = words.reduce((total, word) => total + information.ofWord(word), 0);
    if (words.length < MIN_SIGN_WORDS || sum <= 0) return [];
    return [{ text, words: words.map((word) => vocabulary.add(word)), information: sum }];
  });
}
