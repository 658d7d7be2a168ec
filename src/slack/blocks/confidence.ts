import type { Match, TriageResult } from '../../triage/result.ts';

/** Words for a confidence from 0 to 1; each stands for how often such an answer is right. */
const WORDS = [
  [0.9, 'almost certain'],
  [0.7, 'likely'],
  [0.4, 'possible'],
  [0, 'a guess'],
] as const;

export function percent(confidence: number): string {
  return `${Math.round(Math.min(Math.max(confidence, 0), 1) * 100)} %`;
}

/** Whether a rule of the entry fired; without one the match is only a resemblance. */
export function isRuled(match: Match): boolean {
  return match.rule !== undefined;
}

/** Verdict and confidence in words and number: "Matched: almost certain (97 %)". */
export function verdictWords(result: TriageResult, match: Match): string {
  const words = WORDS.find(([from]) => match.confidence >= from)?.[1] ?? 'a guess';
  const verdict = !isRuled(match) ? 'Similar' : result.verdict === 'matched' ? 'Matched' : 'A rule matched';
  return `${verdict}, ${words} (${percent(match.confidence)})`;
}
