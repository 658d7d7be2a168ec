import { CONFIDENCE } from './confidence-weights.ts';
import type { Candidate } from './rank.ts';

/** What the confidence is computed from, in the order of `CONFIDENCE.weights`. */
export const CONFIDENCE_FEATURES = [
  'written rule',
  'information',
  'margin',
  'resemblance',
  'misspelt',
] as const;

/** Bounds that keep one extreme value from deciding alone. */
const MAX_INFORMATION = 30;
const MAX_MARGIN = 5;
const MIN_MARGIN = -3;

/** Too few labelled pastes are answered by resemblance to fit this; two of five such answers were right. */
const HIGHEST_WITHOUT_RULE = 0.6;

/**
 * How often an answer like this one is right, 0 to 1: a logistic regression on what the candidate is known by,
 * fitted on labelled pastes.
 */
export function confidenceOf(features: readonly number[]): number {
  const isWritten = features[0] === 1;
  const sum = features.reduce(
    (total, value, index) => total + value * (CONFIDENCE.weights[index] ?? 0),
    CONFIDENCE.bias,
  );
  const confidence = 1 / (1 + Math.exp(-sum));
  return Math.round(Math.min(isWritten ? CONFIDENCE.highest : HIGHEST_WITHOUT_RULE, confidence) * 100) / 100;
}

/** `margin` is the candidate's score above the next one, or below the first. */
export function confidenceFeatures(candidate: Candidate, margin: number): readonly number[] {
  const isWritten = candidate.fired !== undefined && !candidate.isWeak;
  return [
    isWritten ? 1 : 0,
    Math.min(candidate.information, MAX_INFORMATION) / 10,
    Math.max(MIN_MARGIN, Math.min(margin, MAX_MARGIN)),
    candidate.resemblance.share,
    !isWritten && candidate.resemblance.hasCorrected ? 1 : 0,
  ];
}
