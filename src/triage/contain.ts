import type { FiredRule } from './fire.ts';
import type { RuleBook } from './rule-book.ts';
import type { Span } from './scan.ts';

/** What an entry's fired rules say of how general it is. */
export interface Claims {
  /** The fired rules that somebody wrote, most worth first. */
  readonly rules: readonly FiredRule[];
  /** Codes that one of them names by itself: the entry is the code's general one. */
  readonly bareCodes: ReadonlySet<number>;
  /** Codes that they name together with another sign. */
  readonly qualifiedCodes: ReadonlySet<number>;
}

export const NO_CLAIMS: Claims = { rules: [], bareCodes: new Set(), qualifiedCodes: new Set() };

/** Rules of one entry that are looked at for containing another's sign. */
const MAX_CONTAINERS = 12;

export function claimsOf(book: RuleBook, fired: readonly FiredRule[]): Claims {
  const bareCodes = new Set<number>();
  const qualifiedCodes = new Set<number>();
  const rules = fired.filter(({ rule }) => !book.isWeak(rule));
  for (const { rule } of rules) {
    const atoms = book.atomsOf(rule);
    for (const atom of atoms) {
      const kind = book.atomKind(atom);
      if (kind === 'phrase' || kind === 'pattern' || kind === 'alert') continue;
      if (atoms.length === 1) bareCodes.add(atom);
      else qualifiedCodes.add(atom);
    }
  }
  return { rules: rules.slice(0, MAX_CONTAINERS), bareCodes, qualifiedCodes };
}

/**
 * The specific before the general: a longer sign beats a shorter one inside it, and an entry that names a code together
 * with a sign of its own (`status: 502` and nginx) beats the entry that claims the code by itself.
 */
export function contains(specific: Claims, general: Claims): boolean {
  const best = general.rules[0]?.spans;
  if (best === undefined) return false;
  if (specific.rules.some(({ spans }) => explainsMore(spans, best))) return true;
  for (const code of general.bareCodes) {
    if (specific.qualifiedCodes.has(code) && !specific.bareCodes.has(code)) return true;
  }
  return false;
}

function explainsMore(outer: readonly Span[], inner: readonly Span[]): boolean {
  const isInside = inner.every(({ start, end }) =>
    outer.some((span) => span.start <= start && span.end >= end),
  );
  return isInside && lengthOf(outer) > lengthOf(inner);
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}
