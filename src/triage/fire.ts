import type { LineContext } from './line-context.ts';
import { type Lists, packLists } from './lists.ts';
import type { RuleBook } from './rule-book.ts';
import type { Scan, Span } from './scan.ts';
import { WEIGHTS } from './weights.ts';

/** A rule all of whose atoms are in the text, with the telling place of each. */
export interface FiredRule {
  /** Number of the rule in the book. */
  readonly rule: number;
  readonly spans: readonly Span[];
}

export interface RuleFinder {
  /** The fired rules by entry; an entry that one of its `unless` rules takes out is not among them. */
  find(scan: Scan, context: LineContext): ReadonlyMap<number, readonly FiredRule[]>;
  /** Whether an `unless` rule of the entry takes it out. */
  isExcluded(entry: number, scan: Scan): boolean;
}

/** Each rule is watched under its rarest atom, so that an atom that many rules share wakes few of them. */
export function createRuleFinder(book: RuleBook): RuleFinder {
  const watchers = watchRules(book);

  function isExcluded(entry: number, scan: Scan): boolean {
    return book.exclusionsOf(entry).some((rule) => holds(book, rule, scan));
  }

  function find(scan: Scan, context: LineContext): ReadonlyMap<number, readonly FiredRule[]> {
    const fired = new Map<number, FiredRule[]>();
    for (const atom of scan.places.keys()) {
      for (const rule of watchers.of(atom)) {
        if (book.isExclusion(rule) || !holds(book, rule, scan)) continue;
        const spans = Array.from(book.atomsOf(rule), (part) =>
          tellingPlace(scan.places.get(part) ?? [], context),
        );
        const entry = book.entryOf(rule);
        const ofEntry = fired.get(entry);
        if (ofEntry === undefined) fired.set(entry, [{ rule, spans }]);
        else ofEntry.push({ rule, spans });
      }
    }
    for (const entry of [...fired.keys()]) if (isExcluded(entry, scan)) fired.delete(entry);
    return fired;
  }

  return { find, isExcluded };
}

function watchRules(book: RuleBook): Lists {
  const uses = new Int32Array(book.atomCount);
  for (let rule = 0; rule < book.ruleCount; rule += 1) {
    for (const atom of book.atomsOf(rule)) uses[atom] = (uses[atom] ?? 0) + 1;
  }
  const rarest = new Int32Array(book.ruleCount);
  const rules = new Int32Array(book.ruleCount);
  for (let rule = 0; rule < book.ruleCount; rule += 1) {
    const atoms = book.atomsOf(rule);
    rules[rule] = rule;
    rarest[rule] = atoms.reduce(
      (best, atom) => ((uses[atom] ?? 0) < (uses[best] ?? 0) ? atom : best),
      atoms[0] ?? 0,
    );
  }
  return packLists(book.atomCount, rarest, rules);
}

function holds(book: RuleBook, rule: number, scan: Scan): boolean {
  for (const atom of book.atomsOf(rule)) if (!scan.places.has(atom)) return false;
  return true;
}

/** The place on the most telling line, the innermost cause before its wrapping; the first of equals. */
function tellingPlace(spans: readonly Span[], context: LineContext): Span {
  let best = spans[0] ?? { start: 0, end: 0 };
  if (spans.length === 1) return best;
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
  return (
    WEIGHTS.line[context.kindAt(span.start)] + (role === 'none' ? 0 : WEIGHTS.cause[role] / WEIGHTS.rule.full)
  );
}
