import type { Entry } from '../knowledge/entry.ts';
import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The name of the entry's product that is among the words of a paste. */
export type ProductFinder = (entry: number, words: ReadonlySet<number>) => string | undefined;

/** A tag that more systems than this use names no product ("timeout", "502"). */
const MAX_SYSTEMS_OF_TAG = 2;

/** Codes of protocols and operating systems: a system that claims one by itself is no product but all that use it. */
const SHARED_CODES: ReadonlySet<string> = new Set(['status', 'grpc', 'errno']);

/** Products are the systems of the ids, and the tags that few systems share. */
export function createProductFinder(entries: readonly Entry[], vocabulary: Vocabulary): ProductFinder {
  const systems = entries.map(({ id }) => (id.includes('/') ? foldPhrase(id.slice(0, id.indexOf('/'))) : ''));
  const general = new Set(
    systems.filter((_, number) => entries[number]?.rules.some(({ kind }) => SHARED_CODES.has(kind))),
  );
  const systemsOfTag = new Map<string, Set<string>>();
  for (const [number, { tags }] of entries.entries()) {
    for (const tag of tags.map(foldPhrase)) {
      const users = systemsOfTag.get(tag) ?? new Set();
      systemsOfTag.set(tag, users.add(systems[number] ?? ''));
    }
  }

  function isName(tag: string): boolean {
    return !/^\d+$/.test(tag) && (systemsOfTag.get(tag)?.size ?? 0) <= MAX_SYSTEMS_OF_TAG;
  }

  const names = entries.map(({ tags }, number) =>
    [...new Set([systems[number] ?? '', ...tags.map(foldPhrase).filter(isName)])]
      .filter((name) => name !== '' && !general.has(name))
      .map((name) => ({ name, ids: wordsOf(name).map(({ word }) => vocabulary.add(word)) })),
  );
  return (entry, words) =>
    names[entry]?.find(({ ids }) => ids.length > 0 && ids.every((id) => words.has(id)))?.name;
}
