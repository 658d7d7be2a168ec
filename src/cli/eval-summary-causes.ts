import type { Entry } from '../index.ts';
import type { Summary } from '../summary/summary.ts';

/** A word of more entries than this share says nothing about one of them. */
const COMMON = 0.05;
/** Share of a cause's key terms that a summary must have, and how many of them at least. */
const NAMED = { share: 1 / 3, least: 2 } as const;

/** Tells whether a summary names a cause of one of these entries: by the rare words of its title and causes. */
export function createCauseFinder(
  entries: readonly Entry[],
): (summary: Summary, accepted: readonly string[]) => boolean {
  const entriesWith = new Map<string, number>();
  for (const entry of entries) {
    for (const word of new Set(textsOf(entry).flatMap(wordsOf))) {
      entriesWith.set(word, (entriesWith.get(word) ?? 0) + 1);
    }
  }
  const most = Math.max(2, entries.length * COMMON);
  const keyTerms = (text: string) => [
    ...new Set(wordsOf(text).filter((word) => (entriesWith.get(word) ?? 0) <= most)),
  ];
  const termsById = new Map(entries.map((entry) => [entry.id, textsOf(entry).map(keyTerms)]));
  return ({ summary, likelyCauses }, accepted) => {
    const said = new Set([summary, ...likelyCauses.map(({ text }) => text)].flatMap(wordsOf));
    return accepted
      .flatMap((id) => termsById.get(id) ?? [])
      .some((terms) => {
        const found = terms.filter((term) => said.has(term)).length;
        return (
          found >= Math.min(terms.length, NAMED.least) && found >= terms.length * NAMED.share && found > 0
        );
      });
  };
}

function textsOf({ title, causes }: Entry): readonly string[] {
  return [title, ...causes];
}

/** Words of four letters and more, names with dots and dashes whole. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[./-][\p{L}\p{N}_]+)*/gu) ?? []).filter(
    (word) => word.length >= 4,
  );
}
