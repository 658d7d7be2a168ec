import type { Entry } from '../knowledge/entry.ts';
import { type Claims, claimsOf, contains, NO_CLAIMS } from './contain.ts';
import type { FiredRule } from './fire.ts';
import type { LineContext } from './line-context.ts';
import type { ScorePart } from './result.ts';
import type { RuleBook } from './rule-book.ts';
import type { Resemblance } from './similar.ts';
import type { Topics } from './topic.ts';
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
  /** No rule fired that somebody wrote. */
  readonly isWeak: boolean;
  /** Its best rule fired only on lines of a program's source. */
  readonly isInCode: boolean;
  readonly resemblance: Resemblance;
  /** It is what the paste is about as far as words tell: closest by its signs and by far by its page. */
  readonly isClearTopic: boolean;
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
  /** What the paste is about, where no rule answers it. */
  readonly topic: Topics;
  /** What people thought of an entry, from -1 to 1. */
  readonly priorOf: (entry: number) => number;
  /** Entries without a rule that may still resemble the paste, the closest by its signs first. */
  readonly similar: readonly Resemblance[];
}

interface Draft extends Omit<Candidate, 'parts' | 'score'> {
  readonly parts: ScorePart[];
  readonly claims: Claims;
}

/** Candidates that are compared with each other; the others are too far behind to matter. */
const MAX_COMPARED = 48;

/** The candidates, best first; ties by id. */
export function rank(input: RankInput): Candidate[] {
  const drafts = strongest(input).map(([entry, rules]) => draftOfRules(input, entry, rules));
  for (const resemblance of input.similar) {
    if (!input.fired.has(resemblance.entry)) drafts.push(draftOfResemblance(input, resemblance));
  }
  const leading = drafts.sort(byScore(input.entries)).slice(0, MAX_COMPARED);
  markContained(input, leading);
  const ranked = leading.sort(byScore(input.entries));
  return byFeedback(input, ranked).map(({ claims, ...draft }) => ({ ...draft, score: sumOf(draft.parts) }));
}

/** The entries whose best rules are worth most: where a rule is shared by thousands, the others are not looked at. */
function strongest({ fired, informationOf, entries }: RankInput): [number, readonly FiredRule[]][] {
  if (fired.size <= MAX_COMPARED) return [...fired];
  const worths = new Map([...fired].map(([entry, rules]) => [entry, Math.max(...rules.map(informationOf))]));
  return [...fired]
    .sort(
      ([left], [right]) =>
        (worths.get(right) ?? 0) - (worths.get(left) ?? 0) || compareIds(entries, left, right),
    )
    .slice(0, MAX_COMPARED);
}

function draftOfRules(input: RankInput, entry: number, rules: readonly FiredRule[]): Draft {
  const byWorth = rules
    .map((fired) => ({ fired, worth: worthOf(input, fired) }))
    .sort((left, right) => right.worth - left.worth || left.fired.rule - right.fired.rule);
  const best = byWorth[0];
  if (best === undefined) throw new RangeError('an entry has fired with no rule');
  const isWeak = rules.every(({ rule }) => input.book.isWeak(rule));
  const resemblance = input.resemblanceOf(entry);
  return {
    entry,
    parts: [
      ...ruleParts(input, best.fired, best.worth, rules.length - 1, isWeak),
      ...sharedParts(input, entry, resemblance),
    ],
    fired: best.fired,
    information: input.informationOf(best.fired),
    isWeak,
    isInCode: isInCode(input, best.fired),
    resemblance,
    isClearTopic: false,
    claims: claimsOf(
      input.book,
      byWorth.map(({ fired }) => fired),
    ),
  };
}

/** A program's source speaks of errors and is none, but for one that it quotes whole. */
function isInCode({ context, informationOf }: RankInput, fired: FiredRule): boolean {
  if (!fired.spans.every(({ start }) => context.kindAt(start) === 'code')) return false;
  const isQuoted = fired.spans.some(({ start, end }) => context.isQuotedAt(start, end));
  return !isQuoted || informationOf(fired) < WEIGHTS.minQuotedInformation;
}

function draftOfResemblance(input: RankInput, resemblance: Resemblance): Draft {
  const { entry } = resemblance;
  const parts = sharedParts(input, entry, resemblance);
  const { minShare, minShared, full } = WEIGHTS.nearRule;
  if (resemblance.hasCorrected && resemblance.share >= minShare && resemblance.shared >= minShared) {
    const worth = full * (1 - Math.exp(-resemblance.shared / WEIGHTS.rule.scale)) * resemblance.share;
    parts.push({ name: 'near rule', value: worth, detail: resemblance.sign });
  }
  const share = input.topic.shareOf(entry);
  if (share > 0)
    parts.push({ name: 'topic', value: WEIGHTS.topic.full * share, detail: 'what its page says as a whole' });
  return {
    entry,
    parts,
    fired: undefined,
    information: 0,
    isWeak: true,
    isInCode: false,
    resemblance,
    isClearTopic: isClearTopic(input, resemblance),
    claims: NO_CLAIMS,
  };
}

function isClearTopic({ topic, similar, productIn }: RankInput, { entry, share }: Resemblance): boolean {
  const { minLead, minShare } = WEIGHTS.topic;
  const isClosest = topic.entries[0] === entry && similar[0]?.entry === entry;
  const enough = productIn(entry) === undefined ? minLead.unnamed : minLead.named;
  return isClosest && topic.lead >= enough && share >= minShare;
}

function ruleParts(
  input: RankInput,
  fired: FiredRule,
  worth: number,
  more: number,
  isWeak: boolean,
): ScorePart[] {
  const parts: ScorePart[] = [{ name: 'rule', value: worth, detail: input.book.textOf(fired.rule) }];
  const role = input.context.causeAt(fired.spans[0]?.start ?? 0);
  if (role !== 'none')
    parts.push({ name: 'cause', value: WEIGHTS.cause[role], detail: `${role} error of a chain` });
  if (more > 0) {
    const { full, scale } = WEIGHTS.moreRules;
    parts.push({
      name: 'more rules',
      value: full * (1 - Math.exp(-more / scale)),
      detail: `${more} more fired`,
    });
  }
  if (isWeak) parts.push({ name: 'weak rule', value: WEIGHTS.weakRule, detail: 'nobody wrote this rule' });
  return parts;
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

function markContained(input: RankInput, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const container = drafts.find((other) => other !== draft && contains(other.claims, draft.claims));
    if (container === undefined) continue;
    const id = input.entries[container.entry]?.id ?? '';
    draft.parts.push({
      name: 'contained',
      value: WEIGHTS.contained,
      detail: `${id} explains the same and more`,
    });
  }
}

/**
 * Lets feedback reorder neighbours of one kind: an entry whose rule fired is never overtaken by one that has none, and
 * nobody moves further than twice the bound of a prior.
 */
function byFeedback({ entries, priorOf }: RankInput, ranked: readonly Draft[]): readonly Draft[] {
  const runs: Draft[][] = [];
  for (const draft of ranked) {
    const prior = Math.max(-1, Math.min(1, priorOf(draft.entry)));
    if (prior !== 0) {
      const detail = 'what people thought of its answers';
      draft.parts.push({ name: 'feedback', value: WEIGHTS.feedback.full * prior, detail });
    }
    const run = runs.at(-1);
    if (run?.[0]?.isWeak === draft.isWeak) run.push(draft);
    else runs.push([draft]);
  }
  return runs.flatMap((run) => run.sort(byScore(entries)));
}

function sumOf(parts: readonly ScorePart[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function byScore(entries: readonly Entry[]): (left: Draft, right: Draft) => number {
  return (left, right) => {
    return sumOf(right.parts) - sumOf(left.parts) || compareIds(entries, left.entry, right.entry);
  };
}

function compareIds(entries: readonly Entry[], left: number, right: number): number {
  const [leftId, rightId] = [entries[left]?.id ?? '', entries[right]?.id ?? ''];
  return leftId < rightId ? -1 : leftId > rightId ? 1 : 0;
}
