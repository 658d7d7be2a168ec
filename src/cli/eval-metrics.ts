import type { TriageResult, Verdict } from '../index.ts';

/** A labelled paste: what should come first, what would do as well; nothing expected means that no entry covers it. */
export interface LabelledCase {
  readonly id: string;
  readonly text: string;
  readonly expect: readonly string[];
  readonly accept: readonly string[];
}

export interface CaseOutcome {
  readonly id: string;
  readonly isNegative: boolean;
  readonly verdict: Verdict;
  readonly expect: readonly string[];
  /** Ids that were answered, best first. */
  readonly answered: readonly string[];
  /** Confidence of the first; 0 for no answer. */
  readonly confidence: number;
  readonly isStrictlyRight: boolean;
  /** The first is expected or accepted. */
  readonly isRight: boolean;
  /** Why a wrong answer came first, or what came nearest. */
  readonly reason: string;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence of the bin, 0 to 1. */
  readonly confidence: number;
  /** Share of right answers, 0 to 1. */
  readonly accuracy: number;
}

/** Shares from 0 to 1, over the cases that they are about; 0 where there is none. */
export interface Metrics {
  readonly cases: number;
  readonly positives: number;
  readonly negatives: number;
  readonly strictTop1: number;
  readonly lenientTop1: number;
  readonly lenientTop3: number;
  /** Mean of 1 / rank of the first right answer, 0 where there is none. */
  readonly mrr: number;
  /** Share of positives with the verdict `matched`. */
  readonly matchedShare: number;
  /** Share of right ones among all `matched`, negatives included. */
  readonly matchedPrecision: number;
  /** Share of negatives with any answer, and with `matched`. */
  readonly falseAlarms: number;
  readonly falseMatches: number;
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean distance of confidence and accuracy, weighted by the bins' counts. */
  readonly ece: number;
}

const BIN_COUNT = 10;

export function judgeCase(labelled: LabelledCase, result: TriageResult): CaseOutcome {
  const answered = result.matches.map(({ id }) => id);
  const first = answered[0] ?? '';
  const isStrictlyRight = labelled.expect.includes(first);
  return {
    id: labelled.id,
    isNegative: labelled.expect.length === 0,
    verdict: result.verdict,
    expect: [...labelled.expect, ...labelled.accept],
    answered,
    confidence: result.matches[0]?.confidence ?? 0,
    isStrictlyRight,
    isRight: isStrictlyRight || labelled.accept.includes(first),
    reason: reasonOf(result),
  };
}

export function measure(outcomes: readonly CaseOutcome[]): Metrics {
  const positives = outcomes.filter(({ isNegative }) => !isNegative);
  const negatives = outcomes.filter(({ isNegative }) => isNegative);
  const matched = outcomes.filter(({ verdict }) => verdict === 'matched');
  const bins = calibrationBins(outcomes);
  const answered = bins.reduce((sum, { count }) => sum + count, 0);
  return {
    cases: outcomes.length,
    positives: positives.length,
    negatives: negatives.length,
    strictTop1: share(positives, ({ isStrictlyRight }) => isStrictlyRight),
    lenientTop1: share(positives, ({ isRight }) => isRight),
    lenientTop3: share(positives, ({ answered, expect }) =>
      answered.slice(0, 3).some((id) => expect.includes(id)),
    ),
    mrr: mean(positives.map(reciprocalRank)),
    matchedShare: share(positives, ({ verdict }) => verdict === 'matched'),
    matchedPrecision: share(matched, ({ isRight }) => isRight),
    falseAlarms: share(negatives, ({ verdict }) => verdict !== 'unmatched'),
    falseMatches: share(negatives, ({ verdict }) => verdict === 'matched'),
    bins,
    ece:
      answered === 0
        ? 0
        : bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.accuracy), 0) / answered,
  };
}

function calibrationBins(outcomes: readonly CaseOutcome[]): CalibrationBin[] {
  const answered = outcomes.filter(({ verdict }) => verdict !== 'unmatched');
  return Array.from({ length: BIN_COUNT }, (_, index) => {
    const members = answered.filter(
      ({ confidence }) => Math.min(BIN_COUNT - 1, Math.floor(confidence * BIN_COUNT)) === index,
    );
    return {
      from: index / BIN_COUNT,
      to: (index + 1) / BIN_COUNT,
      count: members.length,
      confidence: mean(members.map(({ confidence }) => confidence)),
      accuracy: share(members, ({ isRight }) => isRight),
    };
  }).filter(({ count }) => count > 0);
}

function reciprocalRank({ answered, expect }: CaseOutcome): number {
  const index = answered.findIndex((id) => expect.includes(id));
  return index < 0 ? 0 : 1 / (index + 1);
}

function reasonOf(result: TriageResult): string {
  const best = result.matches[0];
  if (best !== undefined) {
    const fired = best.rule === undefined ? 'no rule, only a resemblance' : `rule "${best.rule}"`;
    const margin = best.score - (result.matches[1]?.score ?? 0);
    return `${result.verdict} ${best.id} (${fired}; ${margin.toFixed(2)} above the next)`;
  }
  const nearest = result.nearest[0];
  return nearest === undefined
    ? 'nothing came near'
    : `unmatched; nearest was ${nearest.id} (score ${nearest.score.toFixed(2)})`;
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
