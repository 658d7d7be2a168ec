import type { Entry } from './entry.ts';

/** Words by which people name an entry, each once, in lower case. */
type Names = ReadonlySet<string>;

/** Entries are replaced and never changed, so that what was read of one stays true. */
const KNOWN = new WeakMap<Entry, Names>();

/**
 * Entries that have all words of a query in their id, titles or tags, most whole words first, then by id. The end of a
 * word may be missing: people look at what is found while they type.
 */
export function searchNames(entries: readonly Entry[], query: string, limit: number): readonly Entry[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  return entries
    .flatMap((entry) => {
      const names = namesOf(entry);
      const whole = wanted.filter((word) => names.has(word)).length;
      const isMeant = wanted.every((word) => names.has(word) || hasPrefix(names, word));
      return isMeant ? [{ entry, whole }] : [];
    })
    .sort((one, other) => other.whole - one.whole || (one.entry.id < other.entry.id ? -1 : 1))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function namesOf(entry: Entry): Names {
  const known = KNOWN.get(entry);
  if (known !== undefined) return known;
  const texts = [entry.id, entry.title, ...Object.values(entry.titles), ...entry.tags];
  const names = new Set(texts.flatMap(wordsOf));
  KNOWN.set(entry, names);
  return names;
}

function hasPrefix(names: Names, prefix: string): boolean {
  for (const name of names) if (name.startsWith(prefix)) return true;
  return false;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
