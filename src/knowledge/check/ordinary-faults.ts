import { describeRule } from '../describe-rule.ts';
import type { Entry } from '../entry.ts';
import type { PageFaults } from '../page-faults.ts';
import { ALL_MATCHES, type CheckTriage, quoted, ruleOf } from './answer.ts';

/** A text that nobody wants answered: a chat message, code, a changelog, a healthy log. */
export interface OrdinaryText {
  /** File and line, for messages. */
  readonly source: string;
  readonly text: string;
}

/** Names the rules that answer ordinary text. */
export function reportOrdinary(
  texts: readonly OrdinaryText[],
  triage: CheckTriage,
  entryOf: ReadonlyMap<string, Entry>,
  faultsOf: (page: string) => PageFaults,
): void {
  const named = new Set<string>();
  for (const { source, text } of texts) {
    const answer = triage(text, ALL_MATCHES);
    if (answer.verdict !== 'matched') continue;
    for (const match of answer.matches) {
      const entry = entryOf.get(match.id);
      const key = `${match.id} ${match.rule}`;
      if (entry === undefined || match.rule === undefined || named.has(key)) continue;
      const rule = ruleOf(entry, match);
      if (rule?.weak === true) continue;
      named.add(key);
      const quote = match.evidence[0]?.quote ?? text;
      faultsOf(entry.page).error(
        rule?.at ?? { line: entry.line, column: 1 },
        `rule ${quoted(rule === undefined ? match.rule : describeRule(rule))} is so general that it answers ordinary text (${source}: ${quoted(quote)})`,
        'Make the phrase longer, or join it by `all` with a sign of the product or of an error.',
      );
    }
  }
}
