import type { Entry } from '../knowledge/entry.ts';
import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The name of the entry's product that is among the words of a paste. */
export type ProductFinder = (entry: number, words: ReadonlySet<number>) => string | undefined;

/** A tag that more than this share of all systems use names no product ("timeout", "502"). */
const MAX_SYSTEMS_OF_TAG = 2;

/** Products are the systems of the ids and the tags that few systems share. */
export function createProductFinder(entries: readonly Entry[], vocabulary: Vocabulary): ProductFinder {
  const systems = entries.map(({ id }) => (id.includes('/') ? id.slice(0, id.indexOf('/')) : ''));
  const systemsOfTag = new Map<string, Set<string>>();
  for (const [number, entry] of entries.entries()) {
    for (const tag of entry.tags) {
      const folded = foldPhrase(tag);
      const users = systemsOfTag.get(folded) ?? new Set();
      systemsOfTag.set(folded, users.add(systems[number] ?? ''));
    }
  }
  const names = entries.map((entry, number) => {
    const tags = entry.tags
      .map(foldPhrase)
      .filter((tag) => !/^\d+$/.test(tag) && (systemsOfTag.get(tag)?.size ?? 0) <= MAX_SYSTEMS_OF_TAG);
    return [...new Set([foldPhrase(systems[number] ?? ''), ...tags])]
      .filter((name) => name !== '')
      .map((name) => ({ name, ids: wordsOf(name).map(({ word }) => vocabulary.add(word)) }));
  });
  return (entry, words) =>
    names[entry]?.find(({ ids }) => ids.length > 0 && ids.every((id) => words.has(id)))?.name;
}
