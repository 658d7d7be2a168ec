import type { CodeKind } from '../knowledge/entry.ts';

/** `matched`: a rule fired; `similar`: no rule, but close enough to show; `unmatched`: nothing to say. */
export type Verdict = 'matched' | 'similar' | 'unmatched';

export type SignalKind = CodeKind | 'exception' | 'alert' | 'product' | 'message';

/** Something read from a paste. Line counts from 1. */
export interface Signal {
  readonly kind: SignalKind;
  readonly value: string;
  readonly line: number;
}

/** The place in the paste, as it was pasted, that made a rule or term count. Line and column count from 1. */
export interface Evidence {
  readonly line: number;
  readonly column: number;
  /** UTF-16 units of the paste. */
  readonly length: number;
  readonly quote: string;
}

/** One part of a score: what it is for and how much it gave; the parts of a match sum to its score. */
export interface ScorePart {
  readonly name: string;
  readonly value: number;
  /** What in the paste or the entry it comes from. */
  readonly detail: string;
}

export interface Match {
  readonly id: string;
  readonly title: string;
  /** 0 to 1; 0.9 means right nine times in ten. */
  readonly confidence: number;
  /** The rule that fired, as the page writes it; absent for a resemblance. */
  readonly rule: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  readonly related: readonly string[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
  readonly page: string;
  /** Higher is better; no upper bound. */
  readonly score: number;
  readonly scoreParts: readonly ScorePart[];
  /** What the confidence is computed from; named by `CONFIDENCE_FEATURES`. */
  readonly features: readonly number[];
}

export interface TriageResult {
  readonly verdict: Verdict;
  /** Best first; empty when `unmatched`. */
  readonly matches: readonly Match[];
  /** For `unmatched`: what came nearest, best first, not to be shown as an answer. */
  readonly nearest: readonly Match[];
  /** What a good error report has and this one lacks, as questions to the asker; filled unless `matched` with confidence. */
  readonly missing: readonly string[];
  readonly signals: readonly Signal[];
  readonly elapsedMs: number;
}

export interface TriageOptions {
  /** The most matches to give; 1 to 20, default 3. */
  readonly top?: number;
  /** What people thought of entries, by id, from -1 to 1 (`priorFrom`); default: nothing is known. */
  readonly priors?: ReadonlyMap<string, number> | undefined;
}

/** Pure and synchronous: the same text gives the same result, `elapsedMs` apart. */
export type Triage = (text: string, options?: TriageOptions) => TriageResult;
