import type { Entry } from '../knowledge/entry.ts';
import type { FiredRule } from './fire.ts';
import type { LineContext } from './line-context.ts';
import type { ScorePart } from './result.ts';
import type { RuleBook } from './rule-book.ts';
import type { Span } from './scan.ts';
import type { Resemblance } from './similar.ts';
import { WEIGHTS } from './weights.ts';

/** An entry with its score; the parts sum to it. */
export interface Candidate {
  readonly entry: number;
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** The best rule that fired. */
  readonly fired: FiredRule | undefined;
  /** Information of that rule; 0 without one. */
  readonly information: number;
  readonly isWeak: boolean;
  readonly resemblance: Resemblance;
}

export interface RankInput {
  readonly entries: readonly Entry[];
  readonly book: RuleBook;
  /** How much a fired rule says. */
  readonly informationOf: (fired: FiredRule) => number;
  readonly fired: ReadonlyMap<number, readonly FiredRule[]>;
  readonly context: LineContext;
  /** How close the paste is to an entry. */
  readonly resemblanceOf: (entry: number) => Resemblance;
  /** The name of the entry's product that the paste gives, if it does. */
  readonly productIn: (entry: number) => string | undefined;
  /** Entries without a rule that may still resemble the paste. */
  readonly similar: readonly Resemblance[];
}

const NO_CODES: ReadonlySet<number> = new Set();

interface Draft {
  readonly entry: number;
  readonly parts: ScorePart[];
  readonly fired: FiredRule | undefined;
  readonly information: number;
  readonly isWeak: boolean;
  readonly resemblance: Resemblance;
  /** Codes that the entry claims by themselves: it is their general entry. */
  readonly bareCodes: ReadonlySet<number>;
  /** Codes that its fired rules name together with another sign. */
  readonly qualifiedCodes: ReadonlySet<number>;
}

/** All candidates, best first; ties by id. */
export function rank(input: RankInput): Candidate[] {
  const drafts = [...input.fired].map(([entry, rules]) => draftOfRules(input, entry, rules));
  for (const resemblance of input.similar) {
    if (!input.fired.has(resemblance.entry)) drafts.push(draftOfResemblance(input, resemblance));
  }
  markContained(input, drafts);
  return drafts
    .map((draft) => ({ ...draft, score: draft.parts.reduce((sum, { value }) => sum + value, 0) }))
    .sort((left, right) => right.score - left.score || compareIds(input.entries, left.entry, right.entry));
}

function draftOfRules(input: RankInput, entry: number, rules: readonly FiredRule[]): Draft {
  const worths = rules
    .map((fired) => ({ fired, worth: worthOf(input, fired) }))
    .sort((left, right) => right.worth - left.worth || left.fired.rule - right.fired.rule);
  const best = worths[0];
  const parts: ScorePart[] = [];
  const isWeak = rules.every(({ rule }) => input.book.isWeak(rule));
  if (best !== undefined) {
    const position = best.fired.spans[0]?.start ?? 0;
    parts.push({ name: 'rule', value: best.worth, detail: input.book.textOf(best.fired.rule) });
    const role = input.context.causeAt(position);
    if (role !== 'none')
      parts.push({ name: 'cause', value: WEIGHTS.cause[role], detail: `${role} error of a chain` });
    const more = rules.length - 1;
    if (more > 0) {
      const { full, scale } = WEIGHTS.moreRules;
      parts.push({
        name: 'more rules',
        value: full * (1 - Math.exp(-more / scale)),
        detail: `${more} more fired`,
      });
    }
    if (isWeak) parts.push({ name: 'weak rule', value: WEIGHTS.weakRule, detail: 'nobody wrote this rule' });
  }
  const resemblance = input.resemblanceOf(entry);
  parts.push(...sharedParts(input, entry, resemblance));
  const information = best === undefined ? 0 : input.informationOf(best.fired);
  return {
    entry,
    parts,
    fired: best?.fired,
    information,
    isWeak,
    resemblance,
    ...codesOf(input.book, rules),
  };
}

function codesOf(book: RuleBook, fired: readonly FiredRule[]): Pick<Draft, 'bareCodes' | 'qualifiedCodes'> {
  const bareCodes = new Set<number>();
  const qualifiedCodes = new Set<number>();
  for (const { rule } of fired) {
    const atoms = book.atomsOf(rule);
    for (const atom of atoms) {
      const kind = book.atomKind(atom);
      if (kind === 'phrase' || kind === 'pattern' || kind === 'alert') continue;
      if (atoms.length === 1) bareCodes.add(atom);
      else qualifiedCodes.add(atom);
    }
  }
  return { bareCodes, qualifiedCodes };
}

function draftOfResemblance(input: RankInput, resemblance: Resemblance): Draft {
  const { entry } = resemblance;
  return {
    entry,
    parts: sharedParts(input, entry, resemblance),
    fired: undefined,
    information: 0,
    isWeak: true,
    resemblance,
    bareCodes: NO_CODES,
    qualifiedCodes: NO_CODES,
  };
}

function sharedParts(input: RankInput, entry: number, resemblance: Resemblance): ScorePart[] {
  const parts: ScorePart[] = [];
  if (resemblance.share > 0) {
    parts.push({
      name: 'resemblance',
      value: WEIGHTS.resemblance * resemblance.share,
      detail: resemblance.sign,
    });
  }
  const product = input.productIn(entry);
  if (product !== undefined) parts.push({ name: 'product', value: WEIGHTS.product, detail: product });
  return parts;
}

function worthOf(input: RankInput, fired: FiredRule): number {
  const { full, scale } = WEIGHTS.rule;
  const line = WEIGHTS.line[input.context.kindAt(fired.spans[0]?.start ?? 0)];
  return full * (1 - Math.exp(-input.informationOf(fired) / scale)) * line;
}

/**
 * The specific before the general: a longer sign beats a shorter one inside it, and an entry that names a code together
 * with a sign of its own (`status: 502` and nginx) beats the entry that claims the code by itself.
 */
function markContained(input: RankInput, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const spans = draft.fired?.spans;
    if (spans === undefined) continue;
    const container = drafts.find((other) => {
      if (other === draft || other.fired === undefined || other.isWeak) return false;
      return explainsMore(other.fired.spans, spans) || qualifies(other, draft);
    });
    if (container === undefined) continue;
    const id = input.entries[container.entry]?.id ?? '';
    draft.parts.push({
      name: 'contained',
      value: WEIGHTS.contained,
      detail: `${id} explains the same and more`,
    });
  }
}

function qualifies(specific: Draft, general: Draft): boolean {
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

function compareIds(entries: readonly Entry[], left: number, right: number): number {
  const [leftId, rightId] = [entries[left]?.id ?? '', entries[right]?.id ?? ''];
  return leftId < rightId ? -1 : leftId > rightId ? 1 : 0;
}
