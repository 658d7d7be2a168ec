import { CONFIDENCE } from './confidence-weights.ts';
import type { Candidate } from './rank.ts';

/**
 * How often an answer like this one is right, 0 to 1: a logistic regression on what the candidate is known by,
 * fitted on labelled pastes.
 */
export function confidenceOf(candidate: Candidate, margin: number): number {
  const features = confidenceFeatures(candidate, margin);
  const sum = features.reduce(
    (total, value, index) => total + value * (CONFIDENCE.weights[index] ?? 0),
    CONFIDENCE.bias,
  );
  const confidence = 1 / (1 + Math.exp(-sum));
  return Math.round(Math.min(CONFIDENCE.highest, confidence) * 100) / 100;
}

/** In the order of `CONFIDENCE.weights`. */
export function confidenceFeatures(candidate: Candidate, margin: number): readonly number[] {
  const hasRule = candidate.fired !== undefined && !candidate.isWeak ? 1 : 0;
  return [
    hasRule,
    Math.min(candidate.information, 30) / 10,
    Math.max(-3, Math.min(margin, 5)),
    candidate.resemblance.share,
  ];
}
