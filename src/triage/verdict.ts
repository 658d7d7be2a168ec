import { confidenceFeatures, confidenceOf } from './confidence.ts';
import type { Candidate } from './rank.ts';
import type { Verdict } from './result.ts';
import { WEIGHTS } from './weights.ts';

/** A candidate with its calibrated confidence, 0 to 1. */
export interface Judged {
  readonly candidate: Candidate;
  readonly confidence: number;
  /** What the confidence is computed from. */
  readonly features: readonly number[];
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What is said, best first. */
  readonly shown: readonly Judged[];
  /** What came nearest where nothing is said. */
  readonly nearest: readonly Judged[];
}

/**
 * Decides whether the best candidate is an answer, a resemblance, or nothing. Candidates come best first; `isReport`
 * tells whether the paste has any sign of an error.
 */
export function judge(candidates: readonly Candidate[], isReport: boolean, top: number): Judgement {
  const judged = candidates.map((candidate, index) => {
    const margin = candidate.score - (candidates[index === 0 ? 1 : 0]?.score ?? 0);
    const features = confidenceFeatures(candidate, margin);
    return { candidate, features, confidence: confidenceOf(features) };
  });
  const best = judged[0];
  if (best === undefined) return { verdict: 'unmatched', shown: [], nearest: [] };
  if (isMatch(best.candidate)) return { verdict: 'matched', shown: judged.slice(0, top), nearest: [] };
  const shown = judged.filter(({ candidate }) => isSimilar(candidate, isReport)).slice(0, top);
  if (shown.length > 0) return { verdict: 'similar', shown, nearest: [] };
  return { verdict: 'unmatched', shown: [], nearest: judged.slice(0, top).map(doubt) };
}

function isMatch(candidate: Candidate): boolean {
  if (candidate.fired === undefined || candidate.isWeak || candidate.isInCode) return false;
  return candidate.information >= WEIGHTS.minRuleInformation;
}

/** What is not good enough to be said is not told with confidence either. */
function doubt(judged: Judged): Judged {
  return { ...judged, confidence: Math.min(judged.confidence, WEIGHTS.highestUnsaid) };
}

function isSimilar(candidate: Candidate, isReport: boolean): boolean {
  // A program that handles an error is not an error.
  if (candidate.isInCode) return false;
  if (candidate.fired !== undefined) return true;
  if (!isReport) return false;
  if (candidate.isClearTopic) return true;
  const { share, shared, hasCorrected } = candidate.resemblance;
  if (hasCorrected && share >= WEIGHTS.nearRule.minShare && shared >= WEIGHTS.nearRule.minShared) return true;
  return share >= WEIGHTS.minResemblance && shared >= WEIGHTS.minSharedInformation;
}
