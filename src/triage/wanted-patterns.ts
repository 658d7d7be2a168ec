import type { RuleBook } from './rule-book.ts';

/** What stands of the atoms so far. */
type Places = ReadonlyMap<number, unknown>;

/** Which patterns are worth running on a text: those that can still make a rule hold. */
export interface WantedPatterns {
  /** Before any pattern was run. */
  atFirst(places: Places): (pattern: number) => boolean;
  /** After those were; undefined when nothing more is wanted. */
  thereafter(places: Places): ((pattern: number) => boolean) | undefined;
}

interface Condition {
  readonly atoms: readonly number[];
  readonly pattern: number;
}

/**
 * Patterns cost more than all else together, and most stand in an `all` beside a phrase or a code: they are run once that
 * is there. Of several patterns in one rule the one with the rarest words goes first.
 * @param rarityOf of a pattern, greater for what fewer texts hold.
 */
export function createWantedPatterns(
  book: RuleBook,
  patternCount: number,
  rarityOf: (pattern: number) => number,
): WantedPatterns {
  const patternOfAtom = new Map<number, number>();
  for (let pattern = 0; pattern < patternCount; pattern += 1) {
    const atom = book.atomOfPattern(pattern);
    if (atom !== undefined) patternOfAtom.set(atom, pattern);
  }
  const first = new Map<number, Condition[]>();
  const laterByAtom = new Map<number, Condition[]>();
  const put = (conditions: Map<number, Condition[]>, key: number, condition: Condition): void => {
    const known = conditions.get(key);
    if (known === undefined) conditions.set(key, [condition]);
    else known.push(condition);
  };
  for (let rule = 0; rule < book.ruleCount; rule += 1) {
    const atoms = [...book.atomsOf(rule)];
    const patterns = atoms
      .flatMap((atom) => patternOfAtom.get(atom) ?? [])
      .sort((left, right) => rarityOf(right) - rarityOf(left) || left - right);
    const [lead, ...rest] = patterns;
    if (lead === undefined) continue;
    const others = atoms.filter((atom) => !patternOfAtom.has(atom));
    put(first, lead, { atoms: others, pattern: lead });
    const leadAtom = book.atomOfPattern(lead);
    if (leadAtom === undefined) continue;
    for (const pattern of rest) {
      const condition = { atoms: [...others, leadAtom], pattern };
      put(laterByAtom, leadAtom, condition);
    }
  }
  return {
    atFirst: (places) => {
      const known = new Map<number, boolean>();
      return (pattern) => {
        const before = known.get(pattern);
        if (before !== undefined) return before;
        const isWanted =
          first.get(pattern)?.some(({ atoms }) => atoms.every((atom) => places.has(atom))) === true;
        known.set(pattern, isWanted);
        return isWanted;
      };
    },
    thereafter: (places) => {
      const wanted = new Set<number>();
      for (const atom of places.keys()) {
        for (const { atoms, pattern } of laterByAtom.get(atom) ?? []) {
          const own = book.atomOfPattern(pattern);
          const isThere = own !== undefined && places.has(own);
          if (!isThere && atoms.every((part) => places.has(part))) wanted.add(pattern);
        }
      }
      return wanted.size === 0 ? undefined : (pattern) => wanted.has(pattern);
    },
  };
}
