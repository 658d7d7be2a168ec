import { describeRule } from '../describe-rule.ts';
import { CODE_KINDS, type Entry, type Example, type Rule } from '../entry.ts';
import type { PageFaults } from '../page-faults.ts';
import {
  ALL_MATCHES,
  type CheckAnswer,
  type CheckMatch,
  type CheckTriage,
  quoted,
  reasonFor,
  ruleOf,
} from './answer.ts';

export interface ExampleCheck {
  readonly triage: CheckTriage;
  readonly entryOf: ReadonlyMap<string, Entry>;
  readonly faultsOf: (page: string) => PageFaults;
  /** Pairs of rule and foreign entry that are named already. */
  readonly named: Set<string>;
}

/** Runs the examples of an entry: each must be answered by it first, and by no stranger's rule. */
export function reportExamples(entry: Entry, check: ExampleCheck): void {
  for (const example of entry.examples) {
    const answer = check.triage(example.text, ALL_MATCHES);
    reportOrder(entry, example, answer, check);
    for (const match of answer.matches)
      if (match.id !== entry.id) reportStranger(entry, example, match, check);
  }
  for (const example of entry.counterExamples) {
    const match = check.triage(example.text, ALL_MATCHES).matches.find(({ id }) => id === entry.id);
    if (match === undefined) continue;
    check
      .faultsOf(entry.page)
      .error(
        example.at,
        `a text that this entry must not answer is answered by it, ${reasonFor(match)}`,
        'Narrow that rule, or add to `unless` what marks this text.',
      );
  }
}

function reportOrder(entry: Entry, example: Example, answer: CheckAnswer, check: ExampleCheck): void {
  const [first] = answer.matches;
  if (answer.verdict === 'matched' && first?.id === entry.id) return;
  const faults = check.faultsOf(entry.page);
  if (first === undefined || first.id === entry.id) {
    const nearest = answer.nearest.find(({ id }) => id === entry.id);
    const what =
      nearest?.rule === undefined
        ? 'no rule of this entry fires on it'
        : `rule ${quoted(nearest.rule)} fires, but says too little`;
    faults.error(
      example.at,
      `example is not answered: ${what}`,
      'Add a phrase from the example that tells this problem and no other.',
    );
    return;
  }
  const place = answer.matches.findIndex(({ id }) => id === entry.id);
  const own = answer.matches[place];
  const mine =
    own === undefined
      ? 'no rule of this entry fires on it'
      : `this entry comes in place ${place + 1}, ${reasonFor(own)}`;
  const other = check.entryOf.get(first.id);
  const rule = other === undefined ? undefined : ruleOf(other, first);
  const at = rule === undefined ? (other?.page ?? first.id) : `${rule.at.page}:${rule.at.line}`;
  faults.error(
    example.at,
    `example is answered first by \`${first.id}\`, ${reasonFor(first)}; ${mine}`,
    `Give this entry a longer phrase or an \`all\` for this text, or narrow the rule at ${at}.`,
  );
}

function reportStranger(entry: Entry, example: Example, match: CheckMatch, check: ExampleCheck): void {
  const other = check.entryOf.get(match.id);
  const rule = other === undefined ? undefined : ruleOf(other, match);
  // Codes are shared by nature: a 502 is in the logs of every gateway. What counts there is who comes first.
  if (other === undefined || rule === undefined || rule.weak === true || namesCode(rule)) return;
  // Neighbours are general and special case of each other; that they know of each other is what counts.
  if (other.related.includes(entry.id) || entry.related.includes(other.id)) return;
  const key = `${other.id} ${match.rule} ${entry.id}`;
  if (check.named.has(key)) return;
  check.named.add(key);
  check
    .faultsOf(other.page)
    .error(
      rule.at,
      `rule ${quoted(describeRule(rule))} also fires on an example of \`${entry.id}\` (${example.at.page}:${example.at.line})`,
      `Narrow the rule, or name \`${entry.id}\` under \`related\` if the two are neighbours.`,
    );
}

function namesCode(rule: Rule): boolean {
  return rule.kind === 'all' ? rule.parts.some(namesCode) : CODE_KINDS.some((kind) => kind === rule.kind);
}
