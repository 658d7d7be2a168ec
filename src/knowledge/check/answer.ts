import { describeRule } from '../describe-rule.ts';
import type { Entry, Rule } from '../entry.ts';

/** What `check` asks of the engine: the part of a triage that it looks at. The engine is given, since it builds on knowledge. */
export type CheckTriage = (text: string, options: { readonly top: number }) => CheckAnswer;

export interface CheckAnswer {
  readonly verdict: 'matched' | 'similar' | 'unmatched';
  readonly matches: readonly CheckMatch[];
  readonly nearest: readonly CheckMatch[];
}

export interface CheckMatch {
  readonly id: string;
  /** The rule that fired, as `describeRule` says it. */
  readonly rule: string | undefined;
  readonly evidence: readonly { readonly line: number; readonly quote: string }[];
}

export type CreateCheckTriage = (knowledge: { readonly entries: readonly Entry[] }) => CheckTriage;

/** As many as the engine gives: who else fired is what `check` wants to know. */
export const ALL_MATCHES = { top: 20 } as const;

/** Why a match came: its rule and the text that made it fire. */
export function reasonFor({ rule, evidence }: CheckMatch): string {
  const [first] = evidence;
  const where = first === undefined ? '' : ` on line ${first.line} (${quoted(first.quote)})`;
  return rule === undefined ? 'which only resembles it' : `whose rule ${quoted(rule)} fired${where}`;
}

/** The rule of an entry that a match names. */
export function ruleOf(entry: Entry, match: CheckMatch): Rule | undefined {
  return match.rule === undefined ? undefined : entry.rules.find((rule) => describeRule(rule) === match.rule);
}

/** A text in quotes on one line, cut to what a message can hold. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > 90 ? `${line.slice(0, 89)}…` : line);
}
