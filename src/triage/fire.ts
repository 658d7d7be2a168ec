import type { LineContext } from './line-context.ts';
import type { CompiledRule, RuleBook } from './rule-book.ts';
import type { Scan, Span } from './scan.ts';
import { WEIGHTS } from './weights.ts';

/** A rule all of whose atoms are in the text, with the telling place of each. */
export interface FiredRule {
  /** Number of the rule in the book. */
  readonly rule: number;
  readonly spans: readonly Span[];
}

/** Finds the rules that fire. Each rule is watched under its rarest atom, so that a common one wakes few rules. */
export type RuleFinder = (scan: Scan, context: LineContext) => ReadonlyMap<number, readonly FiredRule[]>;

/** The fired rules by entry; an entry that one of its `unless` rules takes out is not among them. */
export function createRuleFinder(book: RuleBook): RuleFinder {
  const watchers = watchRules(book);

  return (scan, context) => {
    const fired = new Map<number, FiredRule[]>();
    for (const atom of scan.places.keys()) {
      for (const number of watchers.get(atom) ?? []) {
        const rule = book.rules[number];
        if (rule === undefined || !holds(rule, scan)) continue;
        const spans = rule.atoms.map((part) => tellingPlace(scan.places.get(part) ?? [], context));
        const ofEntry = fired.get(rule.entry);
        if (ofEntry === undefined) fired.set(rule.entry, [{ rule: number, spans }]);
        else ofEntry.push({ rule: number, spans });
      }
    }
    for (const entry of [...fired.keys()]) {
      if (book.exclusions.get(entry)?.some((rule) => holds(rule, scan)) ?? false) fired.delete(entry);
    }
    return fired;
  };
}

function watchRules(book: RuleBook): ReadonlyMap<number, readonly number[]> {
  const uses = new Map<number, number>();
  for (const { atoms } of book.rules) for (const atom of atoms) uses.set(atom, (uses.get(atom) ?? 0) + 1);
  const watchers = new Map<number, number[]>();
  for (const [number, { atoms }] of book.rules.entries()) {
    const rarest = atoms.reduce((best, atom) => ((uses.get(atom) ?? 0) < (uses.get(best) ?? 0) ? atom : best), atoms[0] ?? 0);
    const watched = watchers.get(rarest);
    if (watched === undefined) watchers.set(rarest, [number]);
    else watched.push(number);
  }
  return watchers;
}

function holds(rule: CompiledRule, scan: Scan): boolean {
  return rule.atoms.every((atom) => scan.places.has(atom));
}

/** The place on the most telling line, the innermost cause before its wrapping; the first of equals. */
function tellingPlace(spans: readonly Span[], context: LineContext): Span {
  let best = spans[0] ?? { start: 0, end: 0 };
  let bestWorth = worthOf(best, context);
  for (const span of spans.slice(1)) {
    const worth = worthOf(span, context);
    if (worth > bestWorth) {
      best = span;
      bestWorth = worth;
    }
  }
  return best;
}

function worthOf(span: Span, context: LineContext): number {
  const role = context.causeAt(span.start);
  return WEIGHTS.line[context.kindAt(span.start)] + (role === 'none' ? 0 : WEIGHTS.cause[role] / WEIGHTS.rule.full);
}
